# SPDX-License-Identifier: Apache-2.0
"""我的接待: a counsellor's own guests, on the phone. Nobody else reads this list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.clock import database_now
from unionnet.foundation.ui.pages import Page
from unionnet.tools.booking import queries
from unionnet.tools.booking.actions import cancel, decide
from unionnet.tools.booking.models import Booking
from unionnet.tools.booking.web.answering import note_arrival

ALIVE = (Booking.State.ASKED, Booking.State.CONFIRMED)


@require_safe
@signed_in
def guests(request: MemberRequest) -> HttpResponse:
    """Who comes next; whose hour is over and was not noted stands on top."""
    rows = queries.bookings_hosted_by(request.person).filter(state__in=ALIVE)
    context = {"page": Page.of(rows, request, order=("starts_at", "id"), size=30), "now": database_now()}
    return render(request, "booking/hosting.html", context)


@require_POST
@signed_in
def receive(request: MemberRequest, public_id: str) -> HttpResponse:
    """Yes or no, called off, came or did not come."""
    found = get_object_or_404(queries.bookings_hosted_by(request.person), public_id=public_id)
    move, note = request.POST.get("move", ""), request.POST.get("note", "")
    if move in ("accept", "decline"):
        decide(found, move == "accept", note, by=request.person)
        messages.success(request, _("已答复，对方会收到通知。"))
    elif move == "cancel":
        cancel(found, note or _("接待人有事"), by=request.person, by_house=True)
        messages.success(request, _("已取消，对方会收到通知。"))
    else:
        note_arrival(found, request)
    return redirect("booking:hosting")
