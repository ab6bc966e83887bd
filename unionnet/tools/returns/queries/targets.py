# SPDX-License-Identifier: Apache-2.0
"""How far each union is from its target, of what was handed over."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from unionnet.directory.organisations.models import Organisation
from unionnet.tools.returns.models import HANDED_OVER, Indicator, Period
from unionnet.tools.returns.queries.adding import Rate

STANDINGS = """
SELECT r.public_id, o.name, t.value, n.number, d.number
FROM returns_target t
JOIN organisations_organisation o ON o.id = t.organisation_id
JOIN returns_return r ON r.period_id = t.period_id AND r.organisation_id = t.organisation_id
LEFT JOIN returns_cell n ON n.of_id = r.id AND n.indicator_id = %(figure)s AND r.state = ANY(%(handed_over)s)
LEFT JOIN returns_cell d ON d.of_id = r.id AND d.indicator_id = %(below)s AND r.state = ANY(%(handed_over)s)
WHERE t.period_id = %(period)s AND t.indicator_id = %(indicator)s
  AND o.path >= %(path)s AND o.path < %(path)s || '~'
ORDER BY n.number::numeric / nullif(d.number, 0) DESC NULLS LAST, n.number DESC NULLS LAST, o.path
"""


@dataclass(frozen=True)
class Standing:
    """One union: its target, and what it has. `rate` for a percentage, with both of its numbers."""

    return_id: str
    name: str
    target: int
    number: int | None
    rate: Rate | None

    @property
    def is_below(self) -> bool:
        """Also who has sent nothing, or has nothing below the line."""
        if self.rate is None:
            return (self.number or 0) < self.target
        return not self.rate.denominator or self.rate.numerator * 10_000 < self.target * self.rate.denominator

    @property
    def target_percent(self) -> Decimal:
        return Decimal(self.target) / 100


def standings_of(period: Period, indicator: Indicator, under: Organisation) -> list[Standing]:
    """The best first."""
    codes = {each.code: each.pk for each in period.form.indicators.all()}
    told = {
        "period": period.pk,
        "indicator": indicator.pk,
        "figure": codes[indicator.numerator] if indicator.is_rate else indicator.pk,
        "below": codes[indicator.denominator] if indicator.is_rate else None,
        "path": under.path,
        "handed_over": list(HANDED_OVER),
    }
    with connection.cursor() as cursor:
        cursor.execute(STANDINGS, told)
        rows = cursor.fetchall()
    return [
        Standing(
            return_id,
            name,
            target,
            number,
            Rate(number or 0, below or 0, is_percent=True) if indicator.is_rate else None,
        )
        for return_id, name, target, number, below in rows
    ]


def target_indicators(period: Period) -> list[Indicator]:
    """What a target can be set for: percentages first."""
    found = [each for each in period.form.indicators.all() if each.is_number or each.kind == "percent"]
    return sorted(found, key=lambda each: (not each.is_rate, each.position))
