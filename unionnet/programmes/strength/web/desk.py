# SPDX-License-Identifier: Apache-2.0
"""Rounds, the ranking of one, a township's sheet, and one item of it."""

from __future__ import annotations

import io

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.organisations.web.doors import OfficerRequest, chosen, officers_only
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import workbook
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.strength import actions, queries, rules
from unionnet.programmes.strength.models import Check, Round
from unionnet.programmes.strength.web.forms import GivenForm, OwnForm, RoundForm


class Asked(OfficerRequest):
    """From an officer who is a person, not a token."""

    person: Person


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def rounds(request: Asked) -> HttpResponse:
    union, form = chosen(request), RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_round(union, by=request.person, **form.cleaned_data)
            return redirect("desk-strength:ranking", opened.public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    page = Page.of(queries.rounds_seen_by(request.person), request, order=("-due_on", "-id"), size=30)
    context = {
        "union": union,
        "page": page,
        "form": form,
        "why_not": rules.why_not_lead(request.person, union.path),
    }
    return render(request, "strength/rounds.html", context)


@officers_only
@require_safe
def ranking(request: Asked, public_id: str) -> HttpResponse:
    round = _round(request, public_id)
    found = queries.ranking_of(round, request.person)
    unchecked = sum(each.rank is None for each in found.standings)
    own = queries.checks_seen_by(request.person).filter(round=round)
    context = {
        "round": round,
        "ranking": found,
        "leads": rules.why_not_lead(request.person, round.organisation.path) is None,
        "why_not": rules.why_not_publish(request.person, round, unchecked=unchecked),
        "within": set(own.values_list("pk", flat=True)),
    }
    return render(request, "strength/ranking.html", context)


@officers_only
@require_safe
def ranking_export(request: Asked, public_id: str) -> HttpResponseBase:
    round = _round(request, public_id)
    found = queries.ranking_of(round, request.person)
    head = [
        _("名次"),
        _("工会"),
        _("自评分"),
        _("核定分"),
        _("满分"),
        *(label for label, _most in found.dimensions),
    ]
    rows: list[list[object]] = []
    for each in found.standings:
        parts = (points for _label, points in each.by_dimension)
        checked = [each.given, found.most, *parts] if each.rank else [None, found.most]
        rows.append([each.rank, each.check.organisation.name, each.own, *checked])
    return workbook(head, rows, name=round.title)


@officers_only
@require_POST
def publish(request: Asked, public_id: str) -> HttpResponse:
    actions.publish(_round(request, public_id), by=request.person)
    messages.success(request, _("排名已公布"))
    return redirect("desk-strength:ranking", public_id)


@officers_only
@require_safe
def sheet(request: Asked, public_id: str) -> HttpResponse:
    check = _check(request, public_id)
    lines = queries.lines_of(check)
    unscored = sum(line.score is None for line in lines)
    ungiven = sum(line.score is None or line.score.given is None for line in lines)
    context = {
        "check": check,
        "lines": lines,
        "hand_in": rules.why_not_hand_in(request.person, check, missing=unscored),
        "finish": rules.why_not_finish(request.person, check, missing=ungiven),
        "leads": rules.why_not_lead(request.person, check.round.organisation.path) is None,
    }
    return render(request, "strength/sheet.html", context)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: Asked, public_id: str, number: int) -> HttpResponse:
    """One item: the township says, or the union above gives, whoever's turn it is."""
    check = _check(request, public_id)
    line = next((each for each in queries.lines_of(check) if each.item.number == number), None)
    if line is None:
        raise Http404
    checking = check.handed_in_at is not None
    why_not = (rules.why_not_check if checking else rules.why_not_score)(request.person, check)
    before = {
        name: getattr(line.score, name) for name in ("own", "evidence", "link", "given", "note") if line.score
    }
    kind = GivenForm if checking else OwnForm
    form = kind(request.POST or None, request.FILES or None, item=line.item, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            verb = actions.check_item if checking else actions.score_item
            verb(check, line.item, by=request.person, **form.cleaned_data)
            return redirect("desk-strength:sheet", public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"check": check, "line": line, "form": form, "why_not": why_not}
    return render(request, "strength/item.html", context)


@officers_only
@require_safe
def evidence(request: Asked, public_id: str, number: int) -> HttpResponseBase:
    check = _check(request, public_id)
    file = get_object_or_404(queries.evidence_of(check), item__number=number).file
    if file is None:
        raise Http404
    # An attachment, so that whatever it is, no page of ours shows it.
    content = io.BytesIO(file.read())
    return FileResponse(content, content_type=file.content_type, filename=file.name, as_attachment=True)


@officers_only
@require_POST
def hand_in(request: Asked, public_id: str) -> HttpResponse:
    actions.hand_in(_check(request, public_id), by=request.person)
    messages.success(request, _("自查表已交上去"))
    return redirect("desk-strength:sheet", public_id)


@officers_only
@require_POST
def finish(request: Asked, public_id: str) -> HttpResponse:
    check = actions.finish_check(_check(request, public_id), by=request.person)
    messages.success(request, _("核查完毕"))
    return redirect("desk-strength:ranking", check.round.public_id)


def _round(request: Asked, public_id: str) -> Round:
    return get_object_or_404(queries.rounds_seen_by(request.person), public_id=public_id)


def _check(request: Asked, public_id: str) -> Check:
    return get_object_or_404(queries.checks_seen_by(request.person), public_id=public_id)
