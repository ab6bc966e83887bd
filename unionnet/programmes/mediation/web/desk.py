# SPDX-License-Identifier: Apache-2.0
"""The register of mediation, one mediation with what can be done now, a request at the desk, its papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui import letter as paper_form
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.mediation import queries
from unionnet.programmes.mediation.actions import ask
from unionnet.programmes.mediation.models import Mediation
from unionnet.programmes.mediation.papers import PAPERS, papers_for
from unionnet.programmes.mediation.rules import HANDLE, SEE, is_time_over, payment_order, ruling
from unionnet.programmes.mediation.web.forms import DeskAskForm
from unionnet.programmes.mediation.web.moving import ways_for
from unionnet.programmes.mediation.web.tables import (
    EXPORTED,
    export_row,
    limit_tag,
    mediations_table,
    standing_tag,
    state_tag,
)
from unionnet.tools.casework.beside import links_for
from unionnet.tools.casework.queries import history_of, papers_of
from unionnet.tools.casework.web.seeing import event
from unionnet.tools.casework.web.tables import day_of

MOST_LINES = 50_000


@require_safe
@with_verb(SEE)
def listed(request: MemberRequest) -> HttpResponse:
    now, rows = database_now(), queries.mediations_seen_by(request.person)
    warn = ruling("DM-04.warn", None, now)
    page = Page.of(_asked(request, rows), request, order=("case__due_at", "id"))
    context = {
        "table": mediations_table(page, request.GET, now, warn),
        "counts": queries.counts_of(rows, now, queries.warn_by(local_date(now), warn.value["days"])),
        "warn": warn,
        "states": Mediation.State.choices,
        "may_handle": request.person.may(HANDLE),
    }
    return render(request, "mediation/desk_list.html", context)


@require_safe
@with_verb(HANDLE)
def export(request: MemberRequest) -> HttpResponseBase:
    """Names leave the house, so the journal says so."""
    rows = _asked(request, queries.mediations_seen_by(request.person)).order_by("id")
    lines = excel.whole(rows, MOST_LINES)
    people = [row.case.person_id for row in lines if row.case.person_id]
    note_export(people, by=request.person, what=_("调解台账"))
    return excel.workbook(EXPORTED, (export_row(row) for row in lines), name=_("调解台账"))


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    mediation, now = get_mediation(request, public_id), database_now()
    case, meetings = mediation.case, queries.meetings_of(mediation)
    warn, clock = ruling("DM-04.warn", case.organisation, now), case.due_rule
    own = reverse("desk-mediation:mediation", args=[public_id])
    context: dict[str, Any] = {
        "mediation": mediation,
        "case": case,
        "state": state_tag(mediation),
        "standing": standing_tag(mediation, now),
        "limit": limit_tag(mediation, now, warn),
        "due": day_of(case.due_at) if mediation.is_live else "",
        "ruling": ruling(clock, case.organisation, now) if mediation.is_live else None,
        "limit_rule": ruling("DM-04.limit", case.organisation, now),
        "is_time_over": is_time_over(mediation, now),
        "where": ruling("DM-04.where", case.organisation, now),
        "order": payment_order(mediation),
        "ways": ways_for(mediation, meetings, request.person, now),
        "meetings": meetings,
        "sheets": papers_for(mediation),
        "papers": papers_of(case),
        "address": _address(request, mediation) if "notice" in papers_for(mediation) else "",
        "beside": [link for link in links_for(case, request.person) if link[1] != own],
        "events": [event(step) for step in history_of(case)],
    }
    return render(request, "mediation/desk_mediation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def new(request: MemberRequest) -> HttpResponse:
    form = DeskAskForm(request.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        union, key = form.cleaned_data["union"], form.cleaned_data["key"]
        try:
            files = request.FILES.getlist("papers")
            found = ask(union, form.terms, form.said, form.owner, files=files, key=key, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            words = _("已登记，编号 %(number)s。请打印笔录，请申请人签名。")
            messages.success(request, words % {"number": found.case.number})
            return redirect("desk-mediation:mediation", found.public_id)
    context = {"form": form, "title": _("登记调解申请"), "done": _("登记")}
    return render(request, "mediation/desk_form.html", context, status=422 if form.errors else 200)


@require_safe
@with_verb(HANDLE)
def paper(request: MemberRequest, public_id: str, sheet: str, ending: str) -> HttpResponse:
    """To be signed and stamped: `docx` to edit, `pdf` to print."""
    mediation = get_mediation(request, public_id)
    if ending not in ("docx", "pdf") or sheet not in papers_for(mediation):
        raise Http404
    drawn = PAPERS[sheet](mediation, _address(request, mediation))
    return paper_form.answer(drawn, ending, f"{drawn.title}-{mediation.case.number}")


def get_mediation(request: MemberRequest, public_id: str) -> Mediation:
    return get_object_or_404(queries.mediations_seen_by(request.person), public_id=public_id)


def _address(request: MemberRequest, mediation: Mediation) -> str:
    return request.build_absolute_uri(reverse("mediation:answer", args=[queries.answer_key(mediation)]))


def _asked(request: MemberRequest, rows: QuerySet[Mediation]) -> QuerySet[Mediation]:
    now = database_now()
    late_at = now if request.GET.get("late") == "1" else None
    days = ruling("DM-04.warn", None, now).value["days"]
    limit_by = queries.warn_by(local_date(now), days) if request.GET.get("limit") == "1" else None
    return queries.found_in(rows, state=request.GET.get("state", ""), late_at=late_at, limit_by=limit_by)
