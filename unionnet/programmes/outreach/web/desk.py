# SPDX-License-Identifier: Apache-2.0
"""Behind the stand: call a meeting, count leaflets, answer, take in on the spot, and the report."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import proved_again
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.ui import excel, paper
from unionnet.foundation.ui.middleware import way_back
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.outreach import queries
from unionnet.programmes.outreach.actions import (
    answer,
    approve_on_the_spot,
    ask,
    call_meeting,
    hand_out,
    open_booth,
)
from unionnet.programmes.outreach.models import Meeting
from unionnet.programmes.outreach.rules import why_not_manage
from unionnet.programmes.outreach.web import tables
from unionnet.programmes.outreach.web.forms import AskForm, BoothForm, LeafletForm, MeetingForm

ASKS = 200
ORDER = ("-starts_at", "-id")


@require_safe
@needs("outreach.see")
def listed(request: MemberRequest) -> HttpResponse:
    words = clean(request.GET.get("q", ""))[:60]
    rows = queries.meetings_seen_by(request.person)
    rows = rows.filter(title__contains=words) if words else rows
    page = Page.of(queries.with_counts(rows), request, order=ORDER)
    table = tables.meetings_table(page, f"meetings.xlsx?{request.GET.urlencode()}")
    may_manage = request.person.may("outreach.manage")
    context = {"table": table, "words": words, "count": rows.count(), "may_manage": may_manage}
    return render(request, "outreach/desk_list.html", context)


@require_safe
@needs("outreach.see")
def export(request: MemberRequest) -> HttpResponseBase:
    rows = (
        queries.with_counts(queries.meetings_seen_by(request.person)).order_by(*ORDER).iterator(excel.AT_ONCE)
    )
    return excel.workbook(*tables.meeting_lines(rows), name=_("职工沟通会"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("outreach.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = MeetingForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        meeting = call_meeting(form.cleaned_data["union"], form.plan, by=request.person)
        messages.success(request, _("已安排，入会码可以打印了。"))
        return redirect("desk-outreach:meeting", meeting.public_id)
    return render(request, "outreach/form.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@needs("outreach.see")
def meeting(request: MemberRequest, public_id: str) -> HttpResponse:
    """The stand and its report on one page. `?print` gives the report, `?poster` the code to put up."""
    found = _seen(request, public_id)
    context: dict[str, Any] = {
        "meeting": found,
        "report": queries.report_of(found),
        "waiting": queries.waiting_at(queries.codes_of(found), request.person),
        "asks": found.asks.order_by("replied_at", "-pk")[:ASKS],
        "link": f"{settings.UNIONNET_PUBLIC_URL}/j/{found.join_code.code}",
        "page": f"{settings.UNIONNET_PUBLIC_URL}{reverse('outreach:meeting', args=[public_id])}",
        "refusal": why_not_manage(request.person, found.organisation),
        "ask_form": AskForm(),
        "leaflet_form": LeafletForm(),
        "booth_form": BoothForm(by=request.person, initial={"name": _("1 号台")}),
        "booths": queries.booths_seen_by(request.person).filter(meeting=found).order_by("pk"),
    }
    pages = {"print": "sheet", "poster": "poster"}
    page = next((pages[each] for each in pages if each in request.GET), "desk_meeting")
    return render(request, f"outreach/{page}.html", context)


@require_safe
@needs("outreach.see")
def report_export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Everything asked, and everybody taken in on the spot without a name."""
    found = _seen(request, public_id)
    lines = tables.report_lines(queries.report_of(found), found.asks.order_by("pk").iterator(excel.AT_ONCE))
    return excel.workbook(*lines, name=found.title)


@require_safe
@needs("outreach.see")
def report_paper(request: MemberRequest, public_id: str) -> HttpResponse:
    """The report of the event as PDF; where none can be made, the sheet to print."""
    found = _seen(request, public_id)
    context = {"meeting": found, "report": queries.report_of(found), "asks": found.asks.order_by("pk")[:ASKS]}
    try:
        made = paper.pdf("outreach/report.html", context)
    except paper.MissingPango as missing:
        messages.warning(request, str(missing))
        return redirect(f"{reverse('desk-outreach:meeting', args=[public_id])}?print=1")
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f"attachment; filename=report-{public_id}.pdf"
    return answer


@require_safe
@needs("outreach.see")
def tally(request: MemberRequest, public_id: str) -> HttpResponse:
    """How the tables stand, as a fragment that keeps itself true."""
    return render(request, "outreach/_tally.html", {"tally": queries.tally_of(_seen(request, public_id))})


@require_POST
@needs("outreach.manage")
def leaflets(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), LeafletForm(request.POST)
    if form.is_valid():
        hand_out(found, form.cleaned_data["title"], form.cleaned_data["count"], by=request.person)
        messages.success(request, _("已计入。"))
    else:
        messages.error(request, _("请写资料名称和 1 到 10000 的份数。"))
    return redirect("desk-outreach:meeting", public_id)


@require_POST
@needs("outreach.manage")
def asked(request: MemberRequest, public_id: str) -> HttpResponse:
    """An officer writes down what somebody asked who has no phone at hand."""
    found, form = _seen(request, public_id), AskForm(request.POST)
    if form.is_valid():
        ask(found, form.cleaned_data["kind"], form.cleaned_data["text"], by=None)
        messages.success(request, _("已记下。"))
    else:
        messages.error(request, _("请写明想问什么，至少 4 个字。"))
    return redirect("desk-outreach:meeting", public_id)


@require_POST
@needs("outreach.manage")
def reply(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(
        queries.asks_seen_by(request.person).select_related("meeting"), public_id=public_id
    )
    answer(found, request.POST.get("reply", ""), by=request.person)
    messages.success(request, _("已答复。"))
    return redirect("desk-outreach:meeting", found.meeting.public_id)


@needs("outreach.manage")
@proved_again()
@require_POST
def set_up(request: MemberRequest, public_id: str) -> HttpResponse:
    """One more table. A post may be lent with it, so the second factor is asked once more."""
    found, form = _seen(request, public_id), BoothForm(request.POST, by=request.person)
    if form.is_valid():
        open_booth(found, form.cleaned_data["name"], form.keeper, by=request.person)
        messages.success(request, _("登记台已设好。受委托的负责人在“我的”里点“代为办理”，就能打开登记台。"))
    else:
        messages.error(request, _("没有设成：请写登记台的名称（20 字以内），负责人的会员证号要有效。"))
    return redirect("desk-outreach:meeting", public_id)


@require_POST
@needs("people.approve")
def approve(request: MemberRequest, public_id: str, application: str) -> HttpResponse:
    """One tap takes somebody in who stands before the officer."""
    found = _seen(request, public_id)
    membership = get_object_or_404(queries.application_at(found, request.person, application))
    spot = approve_on_the_spot(found, membership, by=request.person)
    name, number = membership.person.name, spot.membership.card_no
    messages.success(request, _("%(name)s 已入会，会员证号 %(number)s。") % {"name": name, "number": number})
    return redirect(way_back(request))


def _seen(request: MemberRequest, public_id: str) -> Meeting:
    return get_object_or_404(queries.meetings_seen_by(request.person), public_id=public_id)
