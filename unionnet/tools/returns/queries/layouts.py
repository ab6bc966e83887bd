# SPDX-License-Identifier: Apache-2.0
"""Figures as a given sheet wants them: one set for a union, or a row for each unit below it."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import whole
from unionnet.tools.returns.models import HANDED_OVER, Indicator, Layout, Period, Return, Supplement
from unionnet.tools.returns.placing import PERIOD, UNIT, UnitFigures
from unionnet.tools.returns.queries.adding import Rate, summary_of
from unionnet.tools.returns.queries.forms import indicators_of
from unionnet.tools.returns.rules import SEE
from unionnet.tools.returns.values import in_sheet

MOST_ROWS = 5_000


def layouts_seen_by(person: Person, period: Period) -> QuerySet[Layout]:
    """Those of unions within reach for the form of this period."""
    rows = Layout.objects.filter(person.reach(SEE).q(), line=period.line)
    return rows.select_related("organisation", "file", "by").order_by("organisation__path", "kind")


def figures_of(period: Period, union: Organisation) -> dict[str, Any]:
    """What the union filled itself, if it is one that fills; else the sum of those below it."""
    own = Return.objects.filter(period=period, organisation=union).first()
    if own and own.state not in HANDED_OVER:
        raise Refusal("not_sent", _("本会的表还没有报送，报送以后再下载。"))
    named = {UNIT: union.name, PERIOD: period.key}
    if own:
        return named | dict(_units(Return.objects.filter(pk=own.pk), period)[0].figures)
    summary = summary_of(period, union)
    numbers = {each.code: summary.whole.with_later(each) for each in summary.indicators if each.is_number}
    return named | _figures(summary.indicators, numbers, {})


def figures_by_unit(period: Period, union: Organisation) -> list[UnitFigures]:
    """Of every unit below that handed over, with what it supplemented since. Four questions."""
    rows = Return.objects.filter(period=period, state__in=HANDED_OVER)
    rows = rows.filter(organisation__path__gte=union.path, organisation__path__lt=union.path_end)
    return _units(rows, period)


def _units(rows: QuerySet[Return], period: Period) -> list[UnitFigures]:
    indicators = indicators_of(period.form)
    later = Supplement.objects.filter(accepted_at__isnull=False).order_by("id")
    wanted = rows.select_related("organisation").prefetch_related("cells", Prefetch("supplements", later))
    return [_unit(row, indicators) for row in whole(wanted.order_by("organisation__path"), MOST_ROWS)]


def _unit(row: Return, indicators: list[Indicator]) -> UnitFigures:
    cells = {cell.indicator_id: cell for cell in row.cells.all()}
    now = {each.indicator_id: each.after for each in row.supplements.all()}
    numbers = {
        each.code: now.get(each.pk, cells[each.pk].number if each.pk in cells else None)
        for each in indicators
    }
    texts = {each.code: cells[each.pk].text for each in indicators if each.pk in cells}
    union = row.organisation
    return UnitFigures(union.name, union.uscc or "", _figures(indicators, numbers, texts))


def _figures(
    indicators: list[Indicator], numbers: dict[str, int | None], texts: dict[str, str]
) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for each in indicators:
        if each.is_rate:
            numerator, denominator = numbers.get(each.numerator), numbers.get(each.denominator)
            made[each.code] = Rate(numerator or 0, denominator or 0, each.kind == "percent").value
        else:
            made[each.code] = in_sheet(each, numbers.get(each.code), texts.get(each.code, ""))
    return made
