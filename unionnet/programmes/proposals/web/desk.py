# SPDX-License-Identifier: Apache-2.0
"""The register of what was proposed, one proposal with what can be done now, and its task."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.proposals import actions, queries
from unionnet.programmes.proposals.models import Participant, Proposal, Stage
from unionnet.programmes.proposals.papers import called, spaced
from unionnet.programmes.proposals.rules import (
    CONSULT,
    HANDLE,
    ROUNDS,
    SEE,
    ruling,
    why_not_consult,
    why_not_judge,
    why_not_make_task,
    why_not_open,
    why_not_reply,
)
from unionnet.programmes.proposals.web.forms import JudgementForm, TaskForm
from unionnet.programmes.proposals.web.tables import (
    EXPORTED,
    export_row,
    proposals_table,
    replies_of,
    stage_tag,
)
from unionnet.tools.casework.queries import history_of
from unionnet.tools.casework.rules import clock_of
from unionnet.tools.casework.web.seeing import event
from unionnet.tools.casework.web.tables import day_of, standing_of

MOST_LINES = 50_000


@require_safe
@with_verb(SEE)
def listed(request: MemberRequest) -> HttpResponse:
    now, rows = database_now(), queries.proposals_seen_by(request.person)
    page = Page.of(_asked(request, rows), request, order=("-id",))
    context = {
        "table": proposals_table(page, request.GET, now),
        "counts": queries.counts_of(rows, now),
        "stages": Stage.choices,
        "roles": Participant.Role.choices,
        "may_handle": request.person.may(HANDLE),
    }
    return render(request, "proposals/list.html", context)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest) -> HttpResponseBase:
    """By role, not by name: no name leaves with it."""
    rows = _asked(request, queries.proposals_seen_by(request.person)).order_by("id")
    lines = (export_row(row) for row in excel.whole(rows, MOST_LINES))
    return excel.workbook(EXPORTED, lines, name=_("代表委员意见"))


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    row, now, by = get_proposal(request, public_id), database_now(), request.person
    union, last, replies = row.case.organisation, queries.last_consultation(row), replies_of(row)
    _clock, term = clock_of(row.case.kind.grade_rule(row.case.grade), union, now)
    context = {
        "row": row,
        "case": row.case,
        "stage": stage_tag(row),
        "standing": standing_of(row.case, now),
        "due": day_of(row.case.due_at),
        "who": called(row.participant) if why_not_open(union, by) is None else "",
        "talks": list(row.consultations.all()),
        "replies": [(reply, spaced(reply.code)) for reply in replies],
        "growth": queries.growth_of(row, local_date(now)),
        "no_task": why_not_make_task(row, by),
        "no_consult": why_not_consult(row, last, by),
        "no_reply": why_not_reply(row, last, by, now),
        "to_judge": next((each for each in replies if why_not_judge(each, by) is None), None),
        "judgement": JudgementForm(),
        "rulings": [term, ruling(CONSULT, union, now), ruling(ROUNDS, union, now)],
        "events": [event(step) for step in history_of(row.case)],
    }
    return render(request, "proposals/proposal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def task(request: MemberRequest, public_id: str) -> HttpResponse:
    row = get_proposal(request, public_id)
    form = TaskForm(request.POST if request.method == "POST" else None, initial={"title": row.case.title})
    if form.is_valid():
        try:
            actions.make_task(row, form.task, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已转为任务，在督办办公室的清单上。"))
            return redirect("desk-proposals:proposal", public_id)
    return draw_form(request, form, row, _("转为任务"))


def draw_form(request: MemberRequest, form: object, row: Proposal, title: str) -> HttpResponse:
    context = {"form": form, "row": row, "title": title}
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, "proposals/form.html", context, status=status)


def get_proposal(request: MemberRequest, public_id: str) -> Proposal:
    return get_object_or_404(queries.proposals_seen_by(request.person), public_id=public_id)


def _asked(request: MemberRequest, rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    late_at = database_now() if request.GET.get("late") == "1" else None
    stage, role = request.GET.get("stage", ""), request.GET.get("role", "")
    return queries.found_in(rows, stage=stage, role=role, late_at=late_at)
