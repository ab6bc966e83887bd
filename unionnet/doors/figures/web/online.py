# SPDX-License-Identifier: Apache-2.0
"""网上办理率 by type, by the unions below and by month, with both numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.organisations.officers import COUNT
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.doors.figures.online import Asked, By, Line, items_of, total_of, types
from unionnet.doors.figures.served import unions_counted_by
from unionnet.doors.figures.web.served import USUAL, months_back
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.words import percent


@require_safe
@needs(COUNT)
def rates(request: MemberRequest) -> HttpResponse:
    today = local_date(database_now())
    asked = _asked(request, today)
    lines = items_of(asked)
    context = {
        "asked": asked,
        "whole": total_of(lines),
        "months": months_back(today),
        "ways": list(By),
        "types": types(),
        "ruling": rule("FG-03.online", on=today),
        "table": _table(lines, asked, request),
    }
    return render(request, "figures/online.html", context)


@require_safe
@needs(COUNT)
def export(request: MemberRequest) -> FileResponse:
    asked = _asked(request, local_date(database_now()))
    heads = [str(asked.by.label), _("网上办理率"), _("网上办理（件）"), _("全部（件）")]
    lines = items_of(asked)
    rows = (
        [line.label, percent(line.online, line.all), line.online, line.all]
        for line in (*lines, total_of(lines))
    )
    return excel.workbook(heads, rows, name=f"{asked.union.name}-{_('网上办理率')}")


def _asked(request: MemberRequest, today: date) -> Asked:
    """What the filter bar says; whatever else is typed there is left out."""
    said, unions, months = request.GET, unions_counted_by(request.person), months_back(today)
    known = {f"{month:%Y-%m}": month for month in months}
    last = known.get(said.get("until", ""), months[0])
    first = min(known.get(said.get("since", ""), months[USUAL - 1]), last)
    unit, kind = said.get("unit", "")[:40], said.get("kind", "")
    union = get_object_or_404(unions, public_id=unit) if unit else unions[0]
    by = By(said["by"]) if said.get("by") in By.values else By.TYPE
    return Asked(union, first, last, by, kind if kind in types() else "")


def _table(lines: Sequence[Line], asked: Asked, request: MemberRequest) -> Table:
    def further(line: Line) -> str:
        """A type opens its unions, a union the branch below it; with the same filters."""
        said = request.GET.copy()
        if asked.by == By.TYPE:
            said["kind"], said["by"] = line.key, By.UNIT.value
        elif line.union is None or line.union.pk == asked.union.pk:
            return ""
        else:
            said["unit"] = line.union.public_id
        return f"{reverse('desk-figures:online')}?{said.urlencode()}"

    def note(line: Line) -> str:
        return _("本会自己受理的") if line.union is not None and line.union.pk == asked.union.pk else ""

    columns = (
        Column("label", asked.by.label, note=note),
        Column("rate", _("网上办理率"), kind="num", cell=lambda line: percent(line.online, line.all)),
        Column("online", _("网上办理（件）"), kind="num"),
        Column("all", _("全部（件）"), kind="num"),
    )
    return Table(
        columns,
        lines,
        export=f"{reverse('desk-figures:online_export')}?{request.GET.urlencode()}",
        row_url=further if asked.by != By.MONTH else None,
        empty=_("这段时间没有收到事项"),
        empty_text=_("职工反映的事项和入会申请收到以后自动计入，不用另外填报。"),
        caption=_("网上办理率"),
    )
