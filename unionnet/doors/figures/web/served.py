# SPDX-License-Identifier: Apache-2.0
"""How often unions served people, by kind, by month and by the unions below; and who follows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.organisations.officers import COUNT
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.doors.figures.served import (
    Asked,
    By,
    Kind,
    Line,
    definition,
    followers_of,
    kinds_of,
    services_of,
    step_for,
    unions_counted_by,
)
from unionnet.doors.figures.told import fewest_told
from unionnet.foundation.calendar import months_after
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.rulebook import rule
from unionnet.foundation.small_counts import steps
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.words import told_in_steps

MONTHS = 36
USUAL = 12


@require_safe
@needs(COUNT)
def services(request: MemberRequest) -> HttpResponse:
    today = local_date(database_now())
    asked, ruling = _asked(request, today), definition(today)
    step = step_for(request.person, asked.union, fewest_told(today).value)
    kinds, lines = kinds_of(ruling), _told(asked, step)
    followers = followers_of(asked.union)
    context = {
        "asked": asked,
        "months": months_back(today),
        "ways": list(By),
        "kinds": kinds,
        "step": step,
        "total": sum(line.total for line in lines),
        "followers": steps(followers.total, step),
        "members": steps(followers.members, step),
        "others": None if followers.others is None else steps(followers.others, step),
        "ruling": ruling,
        "of_followers": rule("FG-02.followers", on=today),
        "table": _table(lines, kinds, asked, step, request),
    }
    return render(request, "figures/served.html", context)


@require_safe
@needs(COUNT)
def export(request: MemberRequest) -> FileResponse:
    today = local_date(database_now())
    asked, kinds = _asked(request, today), kinds_of(definition(today))
    step = step_for(request.person, asked.union, fewest_told(today).value)
    heads = [str(asked.by.label), *(str(kind.name) for kind in kinds), _("合计（人次）")]

    def cell(n: int) -> int | str:
        return n if step == 1 else told_in_steps(n, step)

    rows = (
        [line.label, *(cell(line.by_kind[kind.key]) for kind in kinds), cell(line.total)]
        for line in _told(asked, step)
    )
    return excel.workbook(heads, rows, name=f"{asked.union.name}-{_('服务人次')}")


def _told(asked: Asked, step: int) -> list[Line]:
    return [line.in_steps(step) for line in services_of(asked)]


def _asked(request: MemberRequest, today: date) -> Asked:
    """What the filter bar says; whatever else is typed there is left out."""
    said, unions = request.GET, unions_counted_by(request.person)
    months = months_back(today)
    known = {f"{month:%Y-%m}": month for month in months}
    last = known.get(said.get("until", ""), months[0])
    first = min(known.get(said.get("since", ""), months[USUAL - 1]), last)
    unit = said.get("unit", "")[:40]
    union = get_object_or_404(unions, public_id=unit) if unit else unions[0]
    return Asked(union, first, last, By(said["by"]) if said.get("by") in By.values else By.UNIT)


def months_back(today: date) -> list[date]:
    """The newest first."""
    return [months_after(today.replace(day=1), -back) for back in range(MONTHS)]


def _table(
    lines: Sequence[Line], kinds: Sequence[Kind], asked: Asked, step: int, request: MemberRequest
) -> Table:
    def cell(key: str) -> Callable[[Line], Any]:
        return lambda line: told_in_steps(line.by_kind[key], step)

    def below(line: Line) -> str:
        """Into the branch, with the same filters; the union itself has nothing further below."""
        said = request.GET.copy()
        if line.union is None or line.union.pk == asked.union.pk:
            return ""
        said["unit"] = line.union.public_id
        return f"{reverse('desk-figures:services')}?{said.urlencode()}"

    def note(line: Line) -> str:
        return _("本会自己提供的") if line.union is not None and line.union.pk == asked.union.pk else ""

    columns = (
        Column("label", asked.by.label, note=note),
        Column("total", _("合计（人次）"), kind="num", cell=lambda line: told_in_steps(line.total, step)),
        *(Column(kind.key, str(kind.name), kind="num", cell=cell(kind.key)) for kind in kinds),
    )
    return Table(
        columns,
        lines,
        export=f"{reverse('desk-figures:services_export')}?{request.GET.urlencode()}",
        row_url=below if asked.by == By.UNIT else None,
        empty=_("这段时间没有服务记录"),
        empty_text=_("签到、领取、借阅、预约到场登记以后自动计入，不用另外填报。"),
        caption=_("服务人次"),
    )
