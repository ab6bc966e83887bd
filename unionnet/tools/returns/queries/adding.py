# SPDX-License-Identifier: Apache-2.0
"""Adding up: sums by branch of the tree in one statement each, whatever the number of unions.

A rate is worked out from the sums of both its figures, never averaged (X-05). A firm counts once in each
branch and once in the whole (家), each time it took part for 家次.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.organisations.units import Unit
from unionnet.tools.returns.models import HANDED_OVER, Indicator, Period
from unionnet.tools.returns.queries.forms import indicators_of

OF_PERIOD = """
    FROM returns_return r JOIN organisations_organisation o ON o.id = r.organisation_id
    {join}
    WHERE r.period_id = %(period)s AND r.state = ANY(%(handed_over)s)
      AND o.path >= %(path)s AND o.path < %(path)s || '~'
"""
NUMBERS = (
    "SELECT left(o.path, %(length)s), c.indicator_id, sum(c.number)::bigint, count(c.number)"
    + OF_PERIOD.format(join="JOIN returns_cell c ON c.of_id = r.id AND c.number IS NOT NULL")
    + "GROUP BY 1, 2"
)
FIRMS = (
    "SELECT left(o.path, %(length)s), count(DISTINCT f.known_as), count(*)"
    + OF_PERIOD.format(join="JOIN returns_firmline f ON f.of_id = r.id AND NOT f.code_is_wrong")
    + "GROUP BY GROUPING SETS ((1), ())"
)
LATER = """
    SELECT left(o.path, %(length)s), s.indicator_id, sum(s.after - coalesce(s.before, 0))::bigint
    FROM returns_supplement s JOIN returns_return r ON r.id = s.of_id
    JOIN organisations_organisation o ON o.id = r.organisation_id
    WHERE r.period_id = %(period)s AND s.accepted_at IS NOT NULL
      AND o.path >= %(path)s AND o.path < %(path)s || '~'
    GROUP BY 1, 2
"""
COUNTS = """
    SELECT left(o.path, %(length)s), count(*), count(*) FILTER (WHERE r.state = ANY(%(handed_over)s))
    FROM returns_return r JOIN organisations_organisation o ON o.id = r.organisation_id
    WHERE r.period_id = %(period)s AND o.path >= %(path)s AND o.path < %(path)s || '~' GROUP BY 1
"""


@dataclass(frozen=True)
class Rate:
    """`value` is None where the denominator is 0 or unknown: no value, not 0 %."""

    numerator: int
    denominator: int
    is_percent: bool

    @property
    def value(self) -> Decimal | None:
        if not self.denominator:
            return None
        share = Decimal(self.numerator) / Decimal(self.denominator)
        step = Decimal("0.01") if self.is_percent else Decimal("0.1")
        return (share * 100 if self.is_percent else share).quantize(step, ROUND_HALF_UP)


@dataclass
class Branch:
    """What one branch, or the whole, comes to. `numbers` by indicator id; `later` is what supplements add
    after the seal."""

    path: str = ""
    name: str = ""
    public_id: str = ""
    units: int = 0
    sent: int = 0
    numbers: dict[int, int] = field(default_factory=dict)
    counted: dict[int, int] = field(default_factory=dict)
    later: dict[int, int] = field(default_factory=dict)

    def number(self, indicator: Indicator) -> int | None:
        return self.numbers.get(indicator.pk)

    def with_later(self, indicator: Indicator) -> int | None:
        """The figure with what was supplemented after the seal."""
        known, more = self.numbers.get(indicator.pk), self.later.get(indicator.pk)
        return known if more is None else (known or 0) + more

    def rate(self, indicator: Indicator, by_code: Mapping[str, Indicator]) -> Rate:
        parts = (by_code[code] for code in (indicator.numerator, indicator.denominator))
        numerator, denominator = (self.with_later(part) or 0 for part in parts)
        return Rate(numerator, denominator, indicator.kind == Indicator.Kind.PERCENT)


@dataclass(frozen=True)
class Summary:
    """One period added up below one union: by its branches, and as a whole."""

    period: Period
    indicators: list[Indicator]
    branches: list[Branch]
    whole: Branch

    @property
    def by_code(self) -> dict[str, Indicator]:
        return {each.code: each for each in self.indicators}


def summary_of(period: Period, under: Organisation) -> Summary:
    """Five questions, of the returns that were handed over."""
    indicators = indicators_of(period.form)
    told = {
        "period": period.pk,
        "path": under.path,
        "length": len(under.path) + SEGMENT,
        "handed_over": list(HANDED_OVER),
    }
    branches: dict[str, Branch] = defaultdict(Branch)
    whole = Branch(under.path, under.name, under.public_id)
    _count(branches, whole, rows_for(COUNTS, told))
    _add_numbers(branches, whole, rows_for(NUMBERS, told))
    lists = [each for each in indicators if each.kind == Indicator.Kind.FIRMS]
    if lists:
        _count_firms(branches, whole, lists, rows_for(FIRMS, told))
    if period.is_sealed:
        for path, indicator, more in rows_for(LATER, told):
            for branch in (branches[path], whole):
                branch.later[indicator] = branch.later.get(indicator, 0) + more
    return Summary(period, indicators, named(branches), whole)


def rows_for(question: str, told: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, told)
        return list(cursor.fetchall())


def _count(branches: dict[str, Branch], whole: Branch, rows: Iterable[tuple[str, int, int]]) -> None:
    for path, units, sent in rows:
        branches[path].units, branches[path].sent = units, sent
        whole.units += units
        whole.sent += sent


def _add_numbers(
    branches: dict[str, Branch], whole: Branch, rows: Iterable[tuple[str, int, int, int]]
) -> None:
    for path, indicator, number, counted in rows:
        branches[path].numbers[indicator], branches[path].counted[indicator] = number, counted
        whole.numbers[indicator] = whole.numbers.get(indicator, 0) + number
        whole.counted[indicator] = whole.counted.get(indicator, 0) + counted


def _count_firms(
    branches: dict[str, Branch],
    whole: Branch,
    lists: list[Indicator],
    rows: Iterable[tuple[str | None, int, int]],
) -> None:
    """In place of the sums of the units' own counts: a firm that two of them met is one firm."""
    for path, firms, times in rows:
        branch = whole if path is None else branches[path]
        for each in lists:
            branch.numbers[each.pk] = firms if each.unit == Unit.FIRMS else times


def named(branches: dict[str, Branch]) -> list[Branch]:
    """With the names their unions have now, in the order of the tree."""
    rows = Organisation.objects.filter(path__in=list(branches))
    known = {
        path: (name, public_id) for path, name, public_id in rows.values_list("path", "name", "public_id")
    }
    for path, branch in branches.items():
        branch.path, (branch.name, branch.public_id) = path, known.get(path, (path, ""))
    return sorted(branches.values(), key=lambda branch: branch.path)
