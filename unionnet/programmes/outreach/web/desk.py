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
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.outreach import queries
from unionnet.programmes.outreach.actions import answer, approve_on_the_spot, ask, call_meeting, hand_out
from unionnet.programmes.outreach.models import Meeting
from unionnet.programmes.outreach.rules import why_not_manage
from unionnet.programmes.outreach.web import tables
from unionnet.programmes.outreach.web.forms import AskForm, LeafletForm, MeetingForm

EXPORTED = 20_000
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
    rows = queries.with_counts(queries.meetings_seen_by(request.person)).order_by(*ORDER)[:EXPORTED]
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
        "waiting": queries.waiting_at(found, request.person),
        "asks": found.asks.order_by("replied_at", "-pk")[:ASKS],
        "link": f"{settings.UNIONNET_PUBLIC_URL}/j/{found.join_code.code}",
        "page": f"{settings.UNIONNET_PUBLIC_URL}{reverse('outreach:meeting', args=[public_id])}",
        "refusal": why_not_manage(request.person, found.organisation),
        "ask_form": AskForm(),
        "leaflet_form": LeafletForm(),
    }
    pages = {"print": "sheet", "poster": "poster"}
    page = next((pages[each] for each in pages if each in request.GET), "desk_meeting")
    return render(request, f"outreach/{page}.html", context)


@require_safe
@needs("outreach.see")
def report_export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Everything asked, and everybody taken in on the spot without a name."""
    found = _seen(request, public_id)
    lines = tables.report_lines(queries.report_of(found), found.asks.order_by("pk")[:EXPORTED])
    return excel.workbook(*lines, name=found.title)


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


@require_POST
@needs("people.approve")
def approve(request: MemberRequest, public_id: str, application: str) -> HttpResponse:
    """One tap takes somebody in who stands before the officer."""
    found = _seen(request, public_id)
    membership = get_object_or_404(queries.application_at(found, request.person, application))
    spot = approve_on_the_spot(found, membership, by=request.person)
    name, number = membership.person.name, spot.membership.card_no
    messages.success(request, _("%(name)s 已入会，会员证号 %(number)s。") % {"name": name, "number": number})
    return redirect("desk-outreach:meeting", public_id)


def _seen(request: MemberRequest, public_id: str) -> Meeting:
    return get_object_or_404(queries.meetings_seen_by(request.person), public_id=public_id)
