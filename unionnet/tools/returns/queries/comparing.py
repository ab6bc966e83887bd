# SPDX-License-Identifier: Apache-2.0
"""Our figures beside those of another system's export, unit by unit: only what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.refusals import Refusal
from unionnet.tools.returns.models import HANDED_OVER, Indicator, Period
from unionnet.tools.returns.queries.forms import indicators_of
from unionnet.tools.returns.values import read_value

OURS = """
SELECT o.name, coalesce(o.uscc, ''), i.code, c.number
FROM returns_return r JOIN organisations_organisation o ON o.id = r.organisation_id
LEFT JOIN returns_cell c ON c.of_id = r.id AND r.state = ANY(%(handed_over)s)
LEFT JOIN returns_indicator i ON i.id = c.indicator_id
WHERE r.period_id = %(period)s AND o.path >= %(path)s AND o.path < %(path)s || '~' ORDER BY o.path
"""


@dataclass(frozen=True)
class Difference:
    """`ours` or `theirs` is None where that side has no figure; no indicator where it has no such unit."""

    unit: str
    indicator: Indicator | None
    ours: int | None
    theirs: int | None
    note: str = ""


def differences_with(
    period: Period, under: Organisation, rows: Sequence[Sequence[str]]
) -> Iterator[Difference]:
    """`rows` as they stand in the other sheet: a head with codes or labels, then a unit a row, known by its
    name or its code. Figures the other sheet has no column for are not compared."""
    columns, below = _columns(rows, indicators_of(period.form))
    ours, codes = _ours(period, under)
    met: set[str] = set()
    for row in below:
        unit = next((name for cell in row if (name := codes.get(cell.strip(), ""))), "")
        if not unit:
            yield Difference(row[0], None, None, None, _("我们没有这个单位"))
            continue
        met.add(unit)
        for number, indicator in columns:
            raw = row[number] if number < len(row) else ""
            yield from _differing(unit, indicator, ours[unit].get(indicator.code), raw)
    for unit in ours:
        if unit not in met:
            yield Difference(unit, None, None, None, _("对方没有这个单位"))


def _differing(unit: str, indicator: Indicator, ours: int | None, raw: str) -> Iterator[Difference]:
    try:
        theirs = read_value(indicator, raw).number
    except Refusal:
        yield Difference(unit, indicator, ours, None, _("对方写的是“%(raw)s”") % {"raw": raw[:40]})
        return
    if ours != theirs:
        yield Difference(unit, indicator, ours, theirs)


def _columns(
    rows: Sequence[Sequence[str]], indicators: Sequence[Indicator]
) -> tuple[list[tuple[int, Indicator]], Sequence[Sequence[str]]]:
    """Which column holds which figure, and the rows below the head."""
    known = {name: each for each in indicators if each.is_number for name in (each.code, each.label)}
    for at, row in enumerate(rows):
        heads = (cell.strip().partition("（")[0] for cell in row)
        found = [(number, known[head]) for number, head in enumerate(heads) if head in known]
        if found:
            return found, rows[at + 1 :]
    raise Refusal("no_such_columns", _("没有找到指标的列，表头请写指标的代码或名称。"))


def _ours(period: Period, under: Organisation) -> tuple[dict[str, dict[str, int]], dict[str, str]]:
    """Figures by unit, and the names and codes by which a unit is known."""
    figures: dict[str, dict[str, int]] = {}
    codes: dict[str, str] = {}
    with connection.cursor() as cursor:
        told: dict[str, Any] = {"period": period.pk, "path": under.path, "handed_over": list(HANDED_OVER)}
        cursor.execute(OURS, told)
        for name, uscc, code, number in cursor.fetchall():
            own = figures.setdefault(name, {})
            codes[name] = name
            if uscc:
                codes[uscc] = name
            if number is not None:
                own[code] = number
    return figures, codes
