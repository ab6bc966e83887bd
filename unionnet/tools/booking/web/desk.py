# SPDX-License-Identifier: Apache-2.0
"""The officer's desk: what can be booked, its week, what asks for an answer, the list for the door."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import one_line
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.tools.booking import queries
from unionnet.tools.booking.actions import change_resource, open_resource, withdraw_resource
from unionnet.tools.booking.models import Booking, Kind, Resource
from unionnet.tools.booking.web import tables
from unionnet.tools.booking.web.asking import day_of
from unionnet.tools.booking.web.forms import HoursForm, ResourceForm

ORDER = ("kind", "name", "id")


@require_safe
@with_verb("booking.see")
def listed(request: MemberRequest) -> HttpResponse:
    rows, now = _asked(request), database_now()
    page = Page.of(rows, request, order=ORDER)
    free = {each.resource.pk: each for each in queries.free_on(page.rows, local_date(now), now)}
    context = {
        "table": tables.resources_table(page, free, request.GET),
        "kinds": Kind.choices,
        "waiting": queries.waiting_for(queries.bookings_managed_by(request.person)).count(),
        "may_manage": request.person.may("booking.manage"),
    }
    return render(request, "booking/desk_list.html", context)


@require_safe
@with_verb("booking.see")
def export(request: MemberRequest) -> HttpResponseBase:
    rows = (tables.resource_row(each) for each in _asked(request).order_by(*ORDER).iterator(excel.AT_ONCE))
    return excel.workbook(tables.RESOURCE_COLUMNS, rows, name=_("可预约的资源"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("booking.manage")
def new(request: MemberRequest) -> HttpResponse:
    form, hours = ResourceForm(request.person, request.POST or None), HoursForm(None, request.POST or None)
    if form.is_valid() and hours.is_valid():
        try:
            made = open_resource(form.cleaned_data["union"], hours.hours, by=request.person, **form.values())
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已开放预约。"))
            return redirect("desk-booking:resource", made.public_id)
    context = {"form": form, "hours": hours}
    return render(request, "booking/desk_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("booking.manage")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    found = managed(request, public_id)
    form = ResourceForm(request.person, request.POST or None, instance=managed(request, public_id))
    if form.is_valid():
        try:
            change_resource(found, by=request.person, **form.values())
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已保存。"))
            return redirect("desk-booking:resource", public_id)
    context = {"form": form, "resource": found}
    return render(request, "booking/desk_form.html", context, status=422 if form.errors else 200)


@require_POST
@with_verb("booking.manage")
def withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    withdraw_resource(managed(request, public_id), by=request.person)
    messages.success(request, _("已停止预约，已有的预约照旧。"))
    return redirect("desk-booking:resource", public_id)


@require_safe
@with_verb("booking.see")
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """The week of one resource. Of a private one: counts."""
    found, now = seen(request, public_id), database_now()
    first = _first(request, now_day := local_date(now))
    timetable = queries.timetable_of(found, first, first + timedelta(days=6))
    path = found.organisation.path
    context: dict[str, Any] = {
        "resource": found,
        "limits": queries.limits_at(found, now),
        "first": first,
        "before": first - timedelta(days=7),
        "after": first + timedelta(days=7),
        "today": now_day,
        "days": [] if found.is_private else _days(request, found, first),
        "counts": queries.counts_of(found, now_day.year) if found.is_private else {},
        "openings": found.openings.order_by("weekday", "opens"),
        "closings": found.closings.filter(until__gte=now_day).order_by("since"),
        "closed": {day: why.reason for n in range(7)
                   if (why := timetable.closed_on(day := first + timedelta(days=n)))},
        "hosts": queries.hosts_seen_by(request.person).filter(resource=found),
        "may_manage": request.person.may("booking.manage", path) and not found.withdrawn_at,
        "may_sign_in": request.person.may("booking.sign_in", path) and not found.is_private,
    }  # fmt: skip
    return render(request, "booking/desk_resource.html", context)


@require_safe
@with_verb("booking.see")
def sheet(request: MemberRequest, public_id: str) -> HttpResponse:
    """Today's list for the door, by hour, with a column for the pen."""
    found = _open(request, public_id)
    day = day_of(request.GET.get("day", "")) or local_date(database_now())
    rows = queries.bookings_seen_by(request.person).filter(resource=found, day=day, state__in=Booking.COUNTED)
    context = {"resource": found, "day": day, "rows": rows.order_by("starts_at", "unit")}
    return render(request, "booking/desk_sheet.html", context)


@require_safe
@with_verb("booking.see")
def workbook(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Every booking of a year, with what became of it."""
    found = _open(request, public_id)
    year = local_date(database_now()).year
    rows = queries.bookings_seen_by(request.person).filter(resource=found, day__year=year)
    rows = rows.order_by("starts_at", "unit", "id")
    name = _("预约记录 %(name)s") % {"name": found.name}
    note_export(
        list(rows.exclude(person=None).values_list("person_id", flat=True)), by=request.person, what=name
    )
    lines = (tables.booking_row(each) for each in rows.iterator(excel.AT_ONCE))
    return excel.workbook(tables.BOOKING_COLUMNS, lines, name=name)


def managed(request: MemberRequest, public_id: str) -> Resource:
    return get_object_or_404(queries.resources_managed_by(request.person), public_id=public_id)


def seen(request: MemberRequest, public_id: str) -> Resource:
    return get_object_or_404(queries.resources_seen_by(request.person), public_id=public_id)


def _open(request: MemberRequest, public_id: str) -> Resource:
    """One whose guests an officer may see: for them the list of a private one does not exist."""
    return get_object_or_404(
        queries.resources_seen_by(request.person).filter(is_private=False), public_id=public_id
    )


def _asked(request: MemberRequest) -> QuerySet[Resource]:
    words, kind = one_line(request.GET.get("q", ""), 40), request.GET.get("kind", "")
    return queries.found_in(
        queries.resources_seen_by(request.person), words, kind if kind in Kind.values else ""
    )


def _first(request: MemberRequest, today: date) -> date:
    """The day asked for: what is to come stands first."""
    return day_of(request.GET.get("from", "")) or today


def _days(request: MemberRequest, found: Resource, first: date) -> list[queries.DayOfBookings]:
    rows = queries.week_of(queries.bookings_seen_by(request.person), found, first)
    return queries.days_of(rows[:500], first)
