# SPDX-License-Identifier: Apache-2.0
"""The trays, the register, the leader's one page, the board and the calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.files.web.handing import hand_over_file
from unionnet.foundation.icalendar import Event, as_calendar
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Tab, Table
from unionnet.tools.supervision.models import Item
from unionnet.tools.supervision.queries.colours import NAMES, with_rank
from unionnet.tools.supervision.queries.goals import goals_seen_by
from unionnet.tools.supervision.queries.register import (
    Due,
    board_of,
    due_between,
    found_in,
    month_of,
    overview_of,
)
from unionnet.tools.supervision.queries.seeing import (
    chases_seen_by,
    collected_at,
    items_seen_by,
    reports_seen_by,
    to_agree_by,
    to_check_by,
    to_do_by,
)
from unionnet.tools.supervision.rules import MANAGE, SEE
from unionnet.tools.supervision.web.finding import asked
from unionnet.tools.supervision.web.tables import HEADS, LIGHTS, item_lines, items_table, parts_table

TRAYS = {
    "todo": (gettext_lazy("待本会办"), gettext_lazy("交给本会的任务，会出现在这里。")),
    "check": (gettext_lazy("待我核查"), gettext_lazy("责任单位报办结的任务，会出现在这里。")),
    "collected": (gettext_lazy("待立项交办"), gettext_lazy("收集来的事项，立项、交办以后离开这里。")),
    "register": (gettext_lazy("台账"), gettext_lazy("换一个条件试试，或者登记一件新的事项。")),
}
AHEAD = timedelta(days=400)
BACK = timedelta(days=60)
HOURS = time(9), time(10)


@require_safe
@with_verb(SEE)
def trays(request: MemberRequest) -> HttpResponse:
    tray = request.GET.get("tray", "todo")
    tray = tray if tray in TRAYS else "todo"
    person, today = request.person, timezone.localdate()
    counts = {
        "todo": to_do_by(person).count(),
        "check": to_check_by(person).count(),
        "collected": collected_at(person).count(),
    }
    context: dict[str, Any] = {
        "tray": tray,
        "tabs": [
            Tab(label, f"?tray={key}", counts.get(key), key == tray) for key, (label, _t) in TRAYS.items()
        ],
        "table": _table(request, tray, today),
        "asked": asked(request),
        "states": Item.State.choices,
        "sources": Item.Source.choices,
        "lights": [(name, LIGHTS[name][1]) for name in NAMES[1:]],
        "goals": goals_seen_by(person).filter(parent=None, closed_at=None).order_by("position", "id")[:100]
        if tray == "register"
        else (),
        "extensions": to_agree_by(person)[:20] if tray == "check" else (),
        "may_manage": person.may(MANAGE),
    }
    return render(request, "supervision/list.html", context)


def _table(request: MemberRequest, tray: str, today: date) -> Table:
    text = str(TRAYS[tray][1])
    if tray in ("todo", "check"):
        rows = to_do_by(request.person) if tray == "todo" else to_check_by(request.person)
        page = Page.of(with_rank(rows, today), request, order=("due_on", "id"))
        return parts_table(page, empty_text=text)
    if tray == "collected":
        collected = found_in(collected_at(request.person), {}, today)
        return items_table(Page.of(collected, request, order=("-id",)), empty_text=text)
    found = found_in(items_seen_by(request.person), asked(request), today)
    page_of = Page.of(found, request, order=("-id",))
    export = f"{reverse('desk-supervision:export')}?{request.GET.urlencode()}"
    return items_table(page_of, empty_text=text, export=export)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest) -> HttpResponseBase:
    rows = found_in(items_seen_by(request.person), asked(request), timezone.localdate())
    found = rows.order_by("-id").iterator(excel.AT_ONCE)
    return excel.workbook(HEADS, item_lines(found), name=_("督办台账"))


@require_safe
@with_verb(SEE)
def overview(request: MemberRequest) -> HttpResponse:
    """What is late, and whose."""
    today = timezone.localdate()
    found = overview_of(request.person, today)
    lights = [(name, LIGHTS[name], found.colours.get(name, 0)) for name in NAMES[1:]]
    context = {"found": found, "today": today, "lights": [row for row in lights if row[2]]}
    return render(request, "supervision/overview.html", context)


@require_safe
@with_verb(SEE)
def board(request: MemberRequest) -> HttpResponse:
    today, filters = timezone.localdate(), asked(request)
    titles = {
        "collected": _("待立项"),
        "registered": _("待交办"),
        "assigned": _("办理中"),
        "checking": _("待核查"),
        "suspended": _("已中止"),
        "closed": _("已销号"),
    }
    columns = [(titles[column.key], column) for column in board_of(request.person, filters, today)]
    context = {"columns": columns, "asked": filters, "sources": Item.Source.choices, "today": today}
    return render(request, "supervision/board.html", context)


@require_safe
@with_verb(SEE)
def calendar(request: MemberRequest) -> HttpResponse:
    day = _month_asked(request.GET.get("month", ""), timezone.localdate())
    first, last = month_of(day)
    dues = due_between(request.person, first, last)
    by_day = {on: list(rows) for on, rows in groupby(dues, key=lambda due: due.on)}
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    weeks = [[(on, by_day.get(on, [])) for on in days[n : n + 7]] for n in range(0, len(days), 7)]
    before = (day.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    after = (day.replace(day=1) + timedelta(days=32)).strftime("%Y-%m")
    context = {
        "weeks": weeks,
        "month": day,
        "before": before,
        "after": after,
        "today": timezone.localdate(),
        "list": [(on, rows) for on, rows in by_day.items() if on.month == day.month],
    }
    return render(request, "supervision/calendar.html", context)


@require_safe
@with_verb(SEE)
def feed(request: MemberRequest) -> HttpResponse:
    """The same as a file for the calendar of a phone."""
    today = timezone.localdate()
    made = as_calendar(_("抓落实"), map(_event, due_between(request.person, today - BACK, today + AHEAD)))
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="supervision.ics"'
    return answer


@require_safe
@with_verb(SEE)
def report_file(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(reports_seen_by(request.person), public_id=public_id, file__isnull=False)
    return hand_over_file(found.file)  # type: ignore[arg-type]


@require_safe
@with_verb(SEE)
def letter(request: MemberRequest, public_id: str) -> HttpResponse:
    """A reminder on paper."""
    found = get_object_or_404(chases_seen_by(request.person), public_id=public_id)
    return render(request, "supervision/letter.html", {"chase": found})


def _event(due: Due) -> Event:
    starts, ends = (timezone.make_aware(datetime.combine(due.on, hour)) for hour in HOURS)
    path = reverse("desk-supervision:item", args=[due.item.public_id])
    return Event(
        uid=f"supervision-{due.key}",
        title=f"{due.title}（{due.unit}）",
        starts_at=starts,
        ends_at=ends,
        stamp=due.stamp,
        url=f"{settings.UNIONNET_PUBLIC_URL}{path}",
    )


def _month_asked(text: str, today: date) -> date:
    try:
        found = date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return today
    return found if 2000 <= found.year <= 2100 else today
