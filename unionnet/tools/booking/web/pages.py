# SPDX-License-Identifier: Apache-2.0
"""The phone: find a place, see its week, take a time in two taps, keep it or give it back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people import cards
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.clock import database_now, local_date, start_of
from unionnet.foundation.icalendar import as_calendar
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import one_line
from unionnet.foundation.ui.pages import Page
from unionnet.tools.booking import queries
from unionnet.tools.booking.actions import book, cancel, undo
from unionnet.tools.booking.models import Booking, Kind, Resource
from unionnet.tools.booking.rules import (
    limits_of,
    refusal,
    undo_until,
    why_not_cancel,
    why_not_here,
    why_not_undo,
)
from unionnet.tools.booking.web.asking import day_of, moment_of
from unionnet.tools.booking.web.calendars import event_of
from unionnet.tools.booking.web.forms import BookForm

SHOWN = 20


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What can be booked, and how much of it is free on a day."""
    now = database_now()
    words, kind = one_line(request.GET.get("q", ""), 40), request.GET.get("kind", "")
    kind = kind if kind in Kind.values else ""
    day = max(day_of(request.GET.get("day", "")) or local_date(now), local_date(now))
    rows = queries.found_in(queries.public_resources(), words, kind)
    page = Page.of(rows, request, order=("kind", "name", "id"), size=SHOWN)
    context = {
        "lines": queries.free_on(page.rows, day, now),
        "page": page,
        "kinds": Kind.choices,
        "kind": kind,
        "words": words,
        "day": day,
        "today": local_date(now),
    }
    return render(request, "booking/list.html", context)


@require_safe
def resource(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its week: free hours are links."""
    found, now = _found(public_id), database_now()
    limits = queries.limits_at(found, now)
    first = queries.first_day(request.GET.get("from", ""), limits, now)
    person: Person | None = getattr(request, "person", None)
    context = {
        "resource": found,
        "limits": limits,
        "week": queries.week(found, first, limits, now),
        "no": _no_for(found, person, now),
        "today": local_date(now),
        "horizon": (start_of(local_date(now)), limits.horizon_days),
    }
    return render(request, "booking/resource.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take(request: MemberRequest, public_id: str) -> HttpResponse:
    """The second tap. Somebody was quicker: what is free instead."""
    found, now = _found(public_id), database_now()
    starts_at = moment_of(request.POST.get("at", "") or request.GET.get("at", ""))
    if starts_at is None:
        return redirect("booking:resource", public_id)
    form = BookForm(found, request.person, starts_at, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            booking = book(form.wish, by=request.person)
        except Refusal as no:
            if no.code != "taken":
                raise
            return _offer_others(request, found, form, no, now)
        said = _("已提交，管理工会同意后通知您。") if booking.state == Booking.State.ASKED else _("约好了。")
        messages.success(request, said)
        return redirect("booking:booking", booking.public_id)
    context = {"resource": found, "form": form, "starts_at": starts_at, "no": form.no}
    return render(request, "booking/take.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
def my_own(request: MemberRequest) -> HttpResponse:
    now, mine = database_now(), queries.bookings_of(request.person)
    page = Page.of(mine.filter(ends_at__lte=now), request, order=("-starts_at", "id"), size=SHOWN)
    context = {
        "coming": mine.filter(ends_at__gt=now).order_by("starts_at", "id")[:50],
        "page": page,
        "bans": queries.bans_of(request.person, now),
    }
    return render(request, "booking/mine.html", context)


@require_safe
@signed_in
def booking(request: MemberRequest, public_id: str) -> HttpResponse:
    found, now = _own(request, public_id), database_now()
    limits = queries.limits_at(found.resource, now)
    no_undo = why_not_undo(found, request.person, now)
    token, until = _code(request.person, found, now)
    context = {
        "booking": found,
        "resource": found.resource,
        "no_cancel": why_not_cancel(found, limits, now),
        "undo_until": None if no_undo else undo_until(found),
        "cancel_minutes": limits.cancel_minutes,
        "token": token,
        "until": until,
    }
    return render(request, "booking/booking.html", context)


@require_POST
@signed_in
def give_back(request: MemberRequest, public_id: str) -> HttpResponse:
    cancel(_own(request, public_id), by=request.person)
    messages.success(request, _("已取消，时段让给了别人。"))
    return redirect("booking:booking", public_id)


@require_POST
@signed_in
def take_back(request: MemberRequest, public_id: str) -> HttpResponse:
    undo(_own(request, public_id), by=request.person)
    messages.success(request, _("已恢复，一切照旧。"))
    return redirect("booking:booking", public_id)


@require_safe
@signed_in
def calendar(request: MemberRequest, public_id: str) -> HttpResponse:
    """The appointment for the calendar of the phone."""
    found = _own(request, public_id)
    answer = HttpResponse(
        as_calendar(_("预约"), [event_of(found)]), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f"attachment; filename=booking-{public_id}.ics"
    return answer


def _offer_others(
    request: MemberRequest, found: Resource, form: BookForm, no: Refusal, now: datetime
) -> HttpResponse:
    wish = form.wish
    party = queries.party_of(found, now, person=request.person, union=wish.union)
    others = queries.alternatives(found, wish.starts_at, wish.slots, party, now)
    context: dict[str, Any] = {"resource": found, "no": no, "others": others, "form": form, "wish": wish}
    return render(request, "booking/taken.html", context, status=409)


def _no_for(found: Resource, person: Person | None, now: datetime) -> Refusal | None:
    """What stands against this reader whatever the time. Strangers are asked to sign in before we judge."""
    if person is None or queries.unions_booked_for(person).exists():
        return None
    party = queries.party_of(found, now, person=person, union=None)
    code = why_not_here(party, found, now)
    limits = limits_of(found, None, local_date(now))
    return refusal(code, found, limits=limits, party=party) if code else None


def _code(person: Person, found: Booking, now: datetime) -> tuple[str, date | None]:
    """The member code to show at the door, for what is still to come."""
    if found.state != Booking.State.CONFIRMED or found.is_over(now) or cards.why_not_show(person):
        return "", None
    return cards.issue(person)


def _found(public_id: str) -> Resource:
    return get_object_or_404(queries.every_resource(), public_id=public_id)


def _own(request: MemberRequest, public_id: str) -> Booking:
    return get_object_or_404(queries.bookings_of(request.person), public_id=public_id)
