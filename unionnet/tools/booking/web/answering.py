# SPDX-License-Identifier: Apache-2.0
"""At the desk and at the door: answer what asks for it, note who came, lift a ban."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people import cards
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.queries import member_by_card
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.middleware import way_back
from unionnet.foundation.ui.pages import Page
from unionnet.tools.booking import queries
from unionnet.tools.booking.actions import cancel, decide, lift_ban, mark_missed, sign_in
from unionnet.tools.booking.models import Booking, Resource
from unionnet.tools.booking.web import tables
from unionnet.tools.booking.web.desk import seen
from unionnet.tools.booking.web.forms import ReasonForm


@require_safe
@with_verb("booking.manage")
def waiting(request: MemberRequest) -> HttpResponse:
    """What asks for an answer, the most urgent first."""
    rows = queries.waiting_for(queries.bookings_managed_by(request.person))
    context = {"page": Page.of(rows, request, order=("answer_by", "id")), "now": database_now()}
    return render(request, "booking/desk_waiting.html", context)


@require_POST
@with_verb("booking.manage")
def answer(request: MemberRequest, public_id: str) -> HttpResponse:
    """Yes, no with a reason, or called off by the house with a reason."""
    found = get_object_or_404(queries.bookings_managed_by(request.person), public_id=public_id)
    note, move = request.POST.get("note", ""), request.POST.get("move", "")
    if move == "cancel":
        cancel(found, note or _("管理工会取消"), by=request.person, by_house=True)
        messages.success(request, _("已取消，对方会收到通知。"))
    else:
        decide(found, move == "accept", note, by=request.person)
        messages.success(request, _("已答复，对方会收到通知。"))
    return redirect(way_back(request))


@require_POST
@with_verb("booking.sign_in")
def mark(request: MemberRequest, public_id: str) -> HttpResponse:
    """They came, or they did not."""
    found = get_object_or_404(queries.bookings_received_by(request.person), public_id=public_id)
    note_arrival(found, request)
    return redirect(way_back(request))


def note_arrival(found: Booking, request: MemberRequest) -> None:
    if request.POST.get("move") == "missed":
        mark_missed(found, by=request.person)
        messages.success(request, _("已记未到场。"))
    else:
        sign_in(found, by=request.person)
        messages.success(request, _("已签到。"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("booking.sign_in")
def door(request: MemberRequest, public_id: str) -> HttpResponse:
    """One field for scanner and fingers: who has booked for about now is signed in."""
    found, now = seen(request, public_id), database_now()
    if request.method == "POST":
        _let_in(request, found)
        return redirect("desk-booking:door", public_id)
    rows = queries.bookings_received_by(request.person).filter(
        resource=found, day=local_date(now), state__in=Booking.COUNTED
    )
    context = {"resource": found, "rows": rows.order_by("starts_at", "unit"), "now": now}
    return render(request, "booking/desk_door.html", context)


def _let_in(request: MemberRequest, found: Resource) -> None:
    code = "".join(request.POST.get("code", "").split())[:2000]
    try:
        guest = cards.verify(code) if "." in code else member_by_card(code)
        mine = queries.bookings_received_by(request.person)
        booking = queries.here_now(mine, found, guest, database_now()) if guest else None
        if booking is None:
            messages.error(request, _("没有找到现在的预约：请核对时间和会员证号，或请对方出示会员码。"))
        else:
            sign_in(booking, by=request.person)
            messages.success(request, _("%(name)s 已签到。") % {"name": booking.whose})
    except Refusal as no:
        messages.error(request, str(no))


@require_safe
@with_verb("booking.manage")
def bans(request: MemberRequest) -> HttpResponse:
    page = Page.of(queries.bans_seen_by(request.person), request, order=("-since", "-id"))
    return render(request, "booking/desk_bans.html", {"table": tables.bans_table(page)})


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("booking.manage")
def ban(request: MemberRequest, public_id: str) -> HttpResponse:
    """One ban, and the form that ends it."""
    found = get_object_or_404(queries.bans_seen_by(request.person), public_id=public_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            lift_ban(found, form.cleaned_data["reason"], by=request.person)
        except Refusal as no:
            form.add_error("reason", str(no))
        else:
            messages.success(request, _("已解除，对方会收到通知。"))
            return redirect("desk-booking:bans")
    holds = found.lifted_at is None and found.until > database_now()
    context = {"ban": found, "who": tables.whose(found), "holds": holds, "form": form}
    return render(request, "booking/desk_ban.html", context, status=422 if form.errors else 200)
