# SPDX-License-Identifier: Apache-2.0
"""How fast and how well: the rates of unions, kinds and months, each with both its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.calendar import months_after
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.words import percent, qty
from unionnet.tools.casework.queries import all_kinds, kind_called, unions_seen_by
from unionnet.tools.casework.queries.rates import Asked, By, Counts, Line, rates_seen_by, whole_of
from unionnet.tools.casework.rules import SEE

MONTHS = 24
USUAL = 12
# name, numerator, denominator (HL-08)
RATES = (
    (gettext_lazy("接单及时率"), "signed_in_time", "dispatched"),
    (gettext_lazy("办结率"), "closed", "due"),
    (gettext_lazy("按期办结率"), "closed_in_time", "due"),
    (pgettext_lazy("of those called back", "满意率"), "satisfied", "callbacks"),
)
HEADS = (
    gettext_lazy("受理（件次）"),
    gettext_lazy("派单（件次）"),
    gettext_lazy("按时签收"),
    gettext_lazy("应办结"),
    gettext_lazy("已办结"),
    gettext_lazy("按期办结"),
    gettext_lazy("回访"),
    gettext_lazy("满意"),
)
NUMBERS = (
    "accepted",
    "dispatched",
    "signed_in_time",
    "due",
    "closed",
    "closed_in_time",
    "callbacks",
    "satisfied",
)


@require_safe
@with_verb(SEE)
def rates(request: MemberRequest) -> HttpResponse:
    now = database_now()
    asked = _asked(request, now)
    lines = rates_seen_by(request.person, asked, now)
    whole = whole_of(lines)
    context = {
        "asked": asked,
        "months": [(f"{month:%Y-%m}", month) for month in _months(local_date(now))],
        "ways": list(By),
        "kinds": all_kinds(),
        "whole": whole,
        "stats": [(label, *_rate(whole, part, of)) for label, part, of in RATES],
        "table": _table(lines, asked, request),
    }
    return render(request, "casework/desk_rates.html", context)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest) -> FileResponse:
    now = database_now()
    asked = _asked(request, now)
    lines = rates_seen_by(request.person, asked, now)
    heads = [str(asked.by.label), *map(str, HEADS), *(f"{label}（%）" for label, _part, _of in RATES)]
    return excel.workbook(heads, map(_line, lines), name=f"{asked.union.name}-{_('办理比率')}")


def _asked(request: MemberRequest, now: datetime) -> Asked:
    """What the filter bar says; whatever else is typed there is left out."""
    said, unions = request.GET, unions_seen_by(request.person)
    months = _months(local_date(now))
    known = {f"{month:%Y-%m}": month for month in months}
    last = known.get(said.get("until", ""), months[0])
    first = min(known.get(said.get("since", ""), months[USUAL - 1]), last)
    unit = said.get("unit", "")[:40]
    union = get_object_or_404(unions, public_id=unit) if unit else unions[0]
    by = By(said["by"]) if said.get("by") in By.values else By.UNIT
    return Asked(union, first, last, by, kind_called.first(said.get("kind", "")[:40]))


def _months(today: date) -> list[date]:
    """The newest first."""
    return [months_after(today.replace(day=1), -back) for back in range(MONTHS)]


def _rate(counts: Counts, part: str, of: str) -> tuple[str, str]:
    """97.1%, and 68 / 70 beneath."""
    numerator, denominator = getattr(counts, part), getattr(counts, of)
    return percent(numerator, denominator), f"{qty(numerator)} / {qty(denominator)}"


def _table(lines: Sequence[Line], asked: Asked, request: MemberRequest) -> Table:
    filters = request.GET.copy()
    filters.pop("unit", None)
    filters["unit"] = ""  # the last of them: an id is put behind it
    branch = f"{reverse('desk-casework:rates')}?{filters.urlencode()}"

    def cell(part: str, of: str) -> Callable[[Line], Any]:
        return lambda line: format_html('{}<br><span class="quiet">{}</span>', *_rate(line.counts, part, of))

    def below(line: Line) -> str:
        """Into the branch, with the same filters; the union itself has nothing further below."""
        if line.union is None or line.union.pk == asked.union.pk:
            return ""
        return f"{branch}{line.union.public_id}"

    def note(line: Line) -> str:
        return _("本会办理的") if line.union is not None and line.union.pk == asked.union.pk else ""

    columns = (
        Column("label", asked.by.label, note=note),
        Column("counts.accepted", HEADS[0], kind="num"),
        *(Column(part, label, kind="num", cell=cell(part, of)) for label, part, of in RATES),
    )
    return Table(
        columns,
        lines,
        export=f"{reverse('desk-casework:rates_export')}?{request.GET.urlencode()}",
        row_url=below if asked.by == By.UNIT else None,
        empty=_("这段时间没有办件"),
        empty_text=_("换一段时间或换一个类型再看。"),
        caption=_("办理比率"),
    )


def _line(line: Line) -> list[Any]:
    numbers = [getattr(line.counts, name) for name in NUMBERS]
    rates = [percent(getattr(line.counts, part), getattr(line.counts, of)) for _label, part, of in RATES]
    return [line.label, *numbers, *(rate.removesuffix("%") for rate in rates)]
