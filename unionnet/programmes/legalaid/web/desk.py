# SPDX-License-Identifier: Apache-2.0
"""The register of legal aid, one application with what can be done now, and a new one at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.legalaid import queries
from unionnet.programmes.legalaid.actions import ask, open_for
from unionnet.programmes.legalaid.models import Aid
from unionnet.programmes.legalaid.rules import HANDLE, SEE, ruling
from unionnet.programmes.legalaid.web.forms import DeskAskForm, DeskTermsForm
from unionnet.programmes.legalaid.web.moving import ways_for
from unionnet.programmes.legalaid.web.tables import EXPORTED, aids_table, export_row, standing_tag, state_tag
from unionnet.tools.casework.actions import Source
from unionnet.tools.casework.beside import links_for
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import history_of, papers_of
from unionnet.tools.casework.web.seeing import event, get_case
from unionnet.tools.casework.web.tables import day_of

MOST_LINES = 50_000
CLOCKS = {"asked": "LA-02.decide", "approved": "LA-02.assign", "working": "LA-06.work"}


@require_safe
@with_verb(SEE)
def listed(request: MemberRequest) -> HttpResponse:
    now, rows = database_now(), queries.aids_seen_by(request.person)
    page = Page.of(_asked(request, rows), request, order=("-id",))
    context = {
        "table": aids_table(page, request.GET, now),
        "counts": queries.counts_of(rows, now),
        "states": Aid.State.choices,
        "may_handle": request.person.may(HANDLE),
    }
    return render(request, "legalaid/desk_list.html", context)


@require_safe
@with_verb(HANDLE)
def export(request: MemberRequest) -> HttpResponseBase:
    """Names leave the house, so the journal says so."""
    rows = _asked(request, queries.aids_seen_by(request.person)).order_by("id")
    lines = excel.whole(rows, MOST_LINES)
    people = [row.case.person_id for row in lines if row.case.person_id]
    note_export(people, by=request.person, what=_("法律援助台账"))
    return excel.workbook(EXPORTED, (export_row(row) for row in lines), name=_("法律援助台账"))


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    aid, now = get_aid(request, public_id), database_now()
    clock = CLOCKS.get(aid.state)
    context = {
        "aid": aid,
        "case": aid.case,
        "state": state_tag(aid),
        "standing": standing_tag(aid, now),
        "due": day_of(aid.case.due_at) if clock else "",
        "papers_due": day_of(aid.papers_due_at) if aid.papers_due_at else "",
        "ruling": ruling(clock, aid.case.organisation, now) if clock else None,
        "means": ruling("LA-04.no_means_test", aid.case.organisation, now),
        "early": ruling("LA-03.early", aid.case.organisation, now),
        "ways": ways_for(aid, request.person, now),
        "beside": [link for link in links_for(aid.case, request.person) if link[1] != request.path],
        "papers": papers_of(aid.case),
        "events": [event(step) for step in history_of(aid.case)],
    }
    return render(request, "legalaid/desk_aid.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def new(request: MemberRequest) -> HttpResponse:
    form = DeskAskForm(request.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said: dict[str, Any] = {"source": Source(), "key": form.cleaned_data["key"]}
        try:
            union, files = form.cleaned_data["union"], request.FILES.getlist("papers")
            aid = ask(union, form.terms, form.said, form.owner, files=files, by=request.person, **said)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            words = _("已登记，编号 %(number)s，请告诉申请人。")
            messages.success(request, words % {"number": aid.case.number})
            return redirect("desk-legalaid:aid", aid.public_id)
    context = {"form": form, "title": _("登记法律援助申请"), "done": _("登记")}
    return render(request, "legalaid/desk_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def open_of(request: MemberRequest, public_id: str) -> HttpResponse:
    """A case that came in as something else needs a lawyer."""
    case: Case = get_case(request, public_id)
    form = DeskTermsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        aid = open_for(case, form.terms, by=request.person)
        messages.success(request, _("已转入法律援助，审批时限开始计算。"))
        return redirect("desk-legalaid:aid", aid.public_id)
    context = {"form": form, "case": case, "title": _("转法律援助"), "done": _("转法律援助")}
    return render(request, "legalaid/desk_form.html", context, status=422 if form.errors else 200)


def get_aid(request: MemberRequest, public_id: str) -> Aid:
    return get_object_or_404(queries.aids_seen_by(request.person), public_id=public_id)


def _asked(request: MemberRequest, rows: QuerySet[Aid]) -> QuerySet[Aid]:
    late_at = database_now() if request.GET.get("late") == "1" else None
    return queries.found_in(rows, state=request.GET.get("state", ""), late_at=late_at)
