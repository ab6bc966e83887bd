# SPDX-License-Identifier: Apache-2.0
"""On the phone: the next member days, and a calendar of them to subscribe to."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.foundation.clock import database_now, start_of
from unionnet.foundation.icalendar import Event, as_calendar
from unionnet.programmes.memberday.models import Session
from unionnet.programmes.memberday.queries import coming


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    now = database_now()
    found = coming(getattr(request, "person", None), now)
    return render(request, "memberday/coming.html", {"sessions": found, "now": now})


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    found = coming(getattr(request, "person", None), database_now())
    text = as_calendar(_("会员日"), (_event(request, session) for session in found))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _event(request: HttpRequest, session: Session) -> Event:
    """The hours of the raffle; a whole day while there is none."""
    raffle, day = session.raffle, start_of(session.on)
    starts, ends = (raffle.opens_at, raffle.closes_at) if raffle else (day, day + timedelta(days=1))
    address = reverse("benefits:raffle", args=[raffle.public_id]) if raffle else reverse("memberday:list")
    return Event(
        uid=f"memberday-{session.public_id}",
        title=str(session.member_day.heading),
        starts_at=starts,
        ends_at=ends,
        stamp=session.member_day.created_at,
        where=session.member_day.organisation.name,
        url=request.build_absolute_uri(address),
        is_cancelled=bool(raffle and raffle.cancelled_at),
    )
