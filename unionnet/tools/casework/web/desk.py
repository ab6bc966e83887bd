# SPDX-License-Identifier: Apache-2.0
"""The tray of a union, and one case with its clock, its story and what can be done now."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.web.handing import hand_over_file
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Tab
from unionnet.tools.casework.actions import Source, plain_kind, take_in
from unionnet.tools.casework.beside import leads_for, links_for
from unionnet.tools.casework.models import Dispatch
from unionnet.tools.casework.queries import (
    all_kinds,
    extension_of,
    found_in,
    history_of,
    in_full,
    needs_of,
    paper_called,
    papers_of,
    part_of,
    sent_on,
    shares_of,
    shares_seen_by,
    time_asked,
    to_do,
    waiting_of,
)
from unionnet.tools.casework.rules import DEFINE, HANDLE, SEE, why_not_supply
from unionnet.tools.casework.web.forms import TakeInForm
from unionnet.tools.casework.web.seeing import event, get_case
from unionnet.tools.casework.web.tables import (
    EXPORT_COLUMNS,
    day_of,
    export_row,
    share_tag,
    shares_table,
    standing_of,
    standing_of_share,
    state_tag,
)
from unionnet.tools.casework.web.ways import ways_for

MOST_LINES = 50_000
TRAYS = {
    "todo": (gettext_lazy("待本会办"), gettext_lazy("要本会受理、签收、办理或审核的，最先到期的排在最前。")),
    "others": (gettext_lazy("他人在办"), gettext_lazy("已转下级、已答复待办结和暂停计时的。")),
    "time": (gettext_lazy("待批延期"), gettext_lazy("下级申请延期、等本会批准的。")),
    "all": (gettext_lazy("全部"), gettext_lazy("管辖范围内各工会的办件。")),
}


@require_safe
@with_verb(SEE)
def trays(request: MemberRequest) -> HttpResponse:
    tray, rows = _asked(request)
    now = database_now()
    order = ("-id",) if tray == "all" else ("due_at", "id")
    page = Page.of(rows.only("pk", "due_at"), request, order=order)
    counts = {"todo": waiting_of(request.person)}
    tabs = [Tab(label, f"?tray={key}", counts.get(key), key == tray) for key, (label, _text) in TRAYS.items()]
    may_send = tray == "todo" and bool(page.rows) and request.person.may(HANDLE)
    empty_text = str(TRAYS[tray][1])
    context = {
        "tabs": tabs,
        "tray": tray,
        "table": shares_table(page, request.GET, now, empty_text=empty_text, may_pick=may_send),
        "may_send": may_send,
        "kinds": all_kinds(),
        "may_take_in": request.person.may(HANDLE),
        "may_define": request.person.may(DEFINE),
    }
    return render(request, "casework/desk_list.html", context)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest) -> FileResponse:
    _tray, rows = _asked(request)
    lines = excel.whole(in_full(rows).order_by("-id"), MOST_LINES)
    return excel.workbook(EXPORT_COLUMNS, (export_row(row) for row in lines), name=_("办件"))


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    case, now = get_case(request, public_id), database_now()
    part, asked = part_of(case, request.person), extension_of(case)
    leads = leads_for(case, request.person)
    context = {
        "case": case,
        "state": state_tag(case),
        "standing": standing_of(case, now),
        "due": day_of(case.due_at),
        "asked_until": day_of(asked.until) if asked else "",
        "ruling": rule(case.due_rule, where=case.organisation.county_code, on=local_date(case.received_at)),
        "leads": leads,
        "ways": ways_for(case, request.person, now, part, asked, is_led=bool(leads)),
        "asked": asked,
        "papers": papers_of(case),
        "needs": needs_of(case),
        "may_supply": why_not_supply(case, request.person) is None,
        "events": [event(step) for step in history_of(case)],
        "beside": links_for(case, request.person),
        "shares": [(share, share_tag(share), standing_of_share(share, now)) for share in shares_of(case)],
    }
    return render(request, "casework/desk_case.html", context)


@require_http_methods(["GET", "POST"])
@with_verb(HANDLE)
def new(request: MemberRequest) -> HttpResponse:
    """At the desk, or with the phone at the ear."""
    plain_kind()
    form = TakeInForm(request.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            case = take_in(
                form.of_kind,
                form.at,
                form.matter,
                form.owner,
                source=Source(said["channel"], said["source_no"]),
                files=request.FILES.getlist("papers"),
                by=request.person,
            )
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已登记，编号 %(number)s，请告诉对方。") % {"number": case.number})
            return redirect("desk-casework:case", case.public_id)
    return render(request, "casework/desk_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@with_verb(SEE)
def paper(request: MemberRequest, public_id: str, paper_id: str) -> HttpResponse:
    found = paper_called(get_case(request, public_id), paper_id)
    return hand_over_file(found.file)


def _asked(request: MemberRequest) -> tuple[str, QuerySet[Dispatch]]:
    tray = request.GET.get("tray", "todo")
    tray = tray if tray in TRAYS else "todo"
    words = " ".join(request.GET.get("q", "").split())[:60]
    late = database_now() if request.GET.get("late") == "1" else None
    rows = _tray(request.person, tray, below=request.GET.get("below") == "1")
    return tray, found_in(rows, request.person, words, request.GET.get("kind", "")[:40], late_at=late)


def _tray(person: Person, tray: str, *, below: bool) -> QuerySet[Dispatch]:
    if tray == "todo":
        return to_do(person, below=below)
    if tray == "others":
        return sent_on(person)
    return time_asked(person) if tray == "time" else shares_seen_by(person)
