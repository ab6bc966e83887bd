# SPDX-License-Identifier: Apache-2.0
"""When people call, hour by hour of a week, and what they ask, month by month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.doors.seats.queries import AskedLine, Week, asked_in, unions_counted, week_of
from unionnet.doors.seats.queries.counts import HOURS
from unionnet.doors.seats.rules import SEE
from unionnet.doors.seats.web.forms import known_kinds
from unionnet.doors.seats.web.tabs import tabs_at
from unionnet.foundation.calendar import months_after
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.parts import Column, Table

WEEKS, MONTHS = 53, 24
STEPS = 4  # shades behind the numbers


@require_safe
@with_verb(SEE)
def hours(request: MemberRequest) -> HttpResponse:
    union, week = _union(request), _week(request)
    heat = week_of(union, week)
    rows = [
        (day, [(count, _shade(count, heat)) for count in counts], sum(counts))
        for day, counts in zip(heat.days, heat.hours, strict=True)
    ]
    context = {
        "tabs": tabs_at("hours", request),
        "union": union,
        "heat": heat,
        "rows": rows,
        "feet": [heat.of_hour(hour) for hour in range(HOURS)],
        "hours": range(HOURS),
        "weeks": _weeks(),
        "sunday": week + timedelta(days=6),
        "export": f"{reverse('desk-seats:hours_export')}?{request.GET.urlencode()}",
    }
    return render(request, "seats/hours.html", context)


@require_safe
@with_verb(SEE)
def hours_export(request: MemberRequest) -> FileResponse:
    union, heat = _union(request), week_of(_union(request), _week(request))
    heads = [_("日期"), *(f"{hour}:00" for hour in range(HOURS)), _("合计")]
    lines = [[day, *counts, sum(counts)] for day, counts in zip(heat.days, heat.hours, strict=True)]
    return excel.workbook(heads, lines, name=f"{union.name}-{_('来电时段')}")


@require_safe
@with_verb(SEE)
def asked(request: MemberRequest) -> HttpResponse:
    union, month = _union(request), _month(request)
    lines = asked_in(union, month, known_kinds())
    context = {
        "tabs": tabs_at("asked", request),
        "union": union,
        "month": month,
        "months": _months(),
        "now": sum(line.now for line in lines),
        "before": sum(line.before for line in lines),
        "table": _table(lines, request),
    }
    return render(request, "seats/asked.html", context)


@require_safe
@with_verb(SEE)
def asked_export(request: MemberRequest) -> FileResponse:
    union = _union(request)
    heads = [_("类型"), _("难易类别"), _("本月来电"), _("上月来电"), _("比上月")]
    lines = asked_in(union, _month(request), known_kinds())
    drawn = ([*_named(line), line.now, line.before, line.now - line.before] for line in lines)
    return excel.workbook(heads, drawn, name=f"{union.name}-{_('大家问什么')}")


def _union(request: MemberRequest) -> Organisation:
    """One within reach; the topmost unless another is named."""
    unions, named = unions_counted(request.person), request.GET.get("unit", "")[:40]
    return get_object_or_404(unions, public_id=named) if named else unions[0]


def _week(request: MemberRequest) -> date:
    """The Monday that was chosen; this week's when what stands there is none of the last year."""
    weeks = _weeks()
    known = {week.isoformat(): week for week in weeks}
    return known.get(request.GET.get("week", ""), weeks[0])


def _weeks() -> list[date]:
    today = local_date(database_now())
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in range(WEEKS)]


def _month(request: MemberRequest) -> date:
    months = _months()
    known = {f"{month:%Y-%m}": month for month in months}
    return known.get(request.GET.get("month", ""), months[0])


def _months() -> list[date]:
    first = local_date(database_now()).replace(day=1)
    return [months_after(first, -back) for back in range(MONTHS)]


def _shade(count: int, heat: Week) -> int:
    """0 for none, else 1 to STEPS by how near it is to the busiest hour; a quiet week has no red one."""
    return -(-count * STEPS // max(heat.busiest, STEPS)) if count else 0


def _named(line: AskedLine) -> list[str]:
    return [line.kind.label, line.kind.grade_label(line.grade)]


def _table(lines: list[AskedLine], request: MemberRequest) -> Table:
    columns = (
        Column("kind.label", _("类型"), note=lambda line: _named(line)[1]),
        Column("now", _("本月来电"), kind="num"),
        Column("before", _("上月来电"), kind="num"),
        Column("now", _("比上月"), kind="num", cell=_change),
    )
    return Table(
        columns,
        lines,
        export=f"{reverse('desk-seats:asked_export')}?{request.GET.urlencode()}",
        empty=_("这两个月没有登记为办件的来电"),
        empty_text=_("坐席登记的来电会按类型和难易类别在这里计数。"),
        caption=_("大家问什么"),
    )


def _change(line: AskedLine) -> Any:
    return format_html("{}", f"{line.now - line.before:+d}" if line.now != line.before else "0")
