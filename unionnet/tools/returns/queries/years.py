# SPDX-License-Identifier: Apache-2.0
"""The same form over the years, in whichever versions: figures meet by their codes. And the firms of several
periods or forms taken together, each counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.organisations.units import Unit
from unionnet.tools.returns.models import HANDED_OVER, Form, Indicator, Period
from unionnet.tools.returns.queries.adding import Branch, named, rows_for

MOST_PERIODS = 12
INSIDE = """
    FROM returns_return r JOIN organisations_organisation o ON o.id = r.organisation_id {join}
    WHERE r.period_id = ANY(%(periods)s) AND o.path >= %(path)s AND o.path < %(path)s || '~'
"""
CELLS = "JOIN returns_cell c ON c.of_id = r.id JOIN returns_indicator i ON i.id = c.indicator_id"
SUPPLEMENTS = "JOIN returns_supplement s ON s.of_id = r.id JOIN returns_indicator i ON i.id = s.indicator_id"
NUMBERS = (
    "SELECT left(o.path, %(length)s), r.period_id, i.code, sum(c.number)::bigint"
    + INSIDE.format(join=CELLS)
    + "AND r.state = ANY(%(handed_over)s) AND c.number IS NOT NULL GROUP BY 1, 2, 3"
)
LATER = (
    "SELECT left(o.path, %(length)s), r.period_id, i.code, sum(s.after - coalesce(s.before, 0))::bigint"
    + INSIDE.format(join=SUPPLEMENTS)
    + "AND s.accepted_at IS NOT NULL GROUP BY 1, 2, 3"
)
FIRMS = (
    "SELECT left(o.path, %(length)s), r.period_id, count(DISTINCT f.known_as), count(*)"
    + INSIDE.format(join="JOIN returns_firmline f ON f.of_id = r.id AND NOT f.code_is_wrong")
    + "AND r.state = ANY(%(handed_over)s) GROUP BY CUBE (1, 2)"
)


@dataclass(frozen=True)
class Years:
    """`by_period` the whole of each, `by_branch` of each branch over all, `cells` of each branch in each
    period, `whole` of everything. Rates are worked out from these sums, whichever way they are cut."""

    periods: list[Period]
    indicators: list[Indicator]
    by_period: dict[int, Branch]
    by_branch: list[Branch]
    cells: dict[tuple[str, int], Branch]
    whole: Branch

    @property
    def by_code(self) -> dict[str, Indicator]:
        return {each.code: each for each in self.indicators}


def years_of(form: Form, under: Organisation) -> Years:
    """Five questions, of the latest periods, the oldest first. What supplements added is in the figures."""
    rows = Period.objects.filter(line=form.line).select_related("form").order_by("-ends", "-id")
    periods = list(rows[:MOST_PERIODS])[::-1]
    latest = periods[-1].form if periods else form
    indicators = list(latest.indicators.all())
    by_code = {each.code: each for each in indicators}
    told = {
        "periods": [period.pk for period in periods],
        "path": under.path,
        "length": len(under.path) + SEGMENT,
        "handed_over": list(HANDED_OVER),
    }
    branches: dict[str | None, Branch] = defaultdict(Branch)
    cells: dict[tuple[str, int], Branch] = defaultdict(Branch)
    by_period: dict[int | None, Branch] = defaultdict(Branch)
    whole = branches[None] = by_period[None] = Branch(under.path, under.name, under.public_id)
    for path, period, code, number in rows_for(NUMBERS, told) + rows_for(LATER, told):
        if indicator := by_code.get(code):
            for branch in (branches[path], cells[path, period], by_period[period], whole):
                branch.numbers[indicator.pk] = branch.numbers.get(indicator.pk, 0) + number
    lists = [each for each in indicators if each.kind == Indicator.Kind.FIRMS]
    for path, period, firms, times in rows_for(FIRMS, told) if lists else ():
        branch = cells[path, period] if path and period else branches[path] if path else by_period[period]
        for each in lists:
            branch.numbers[each.pk] = firms if each.unit == Unit.FIRMS else times
    del branches[None], by_period[None]
    known = {path: branch for path, branch in branches.items() if path}
    wholes = {period: branch for period, branch in by_period.items() if period}
    return Years(periods, indicators, wholes, named(known), cells, whole)


class Together(NamedTuple):
    """Firms of several periods: each period's own count, and all without those that stand in several."""

    each: list[tuple[Period, int, int]]
    firms: int
    times: int

    @property
    def shared(self) -> int:
        """What adding the single counts would count too often."""
        return sum(firms for _period, firms, _times in self.each) - self.firms


def firms_together(periods: Sequence[Period], under: Organisation) -> Together:
    """Two firms are one when their code is; where a code is missing, when the spelling is."""
    told = {
        "periods": [period.pk for period in periods],
        "path": under.path,
        "length": len(under.path),
        "handed_over": list(HANDED_OVER),
    }
    counts = {period: (firms, times) for path, period, firms, times in rows_for(FIRMS, told) if path is None}
    firms, times = counts.get(None, (0, 0))
    return Together([(period, *counts.get(period.pk, (0, 0))) for period in periods], firms, times)
