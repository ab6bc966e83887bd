# SPDX-License-Identifier: Apache-2.0
"""One return as its page shows it: every line with its figure, the one of the period before, and what is
wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from unionnet.tools.returns.formulas import read_formula
from unionnet.tools.returns.models import Cell, Indicator, Return
from unionnet.tools.returns.queries.adding import Rate
from unionnet.tools.returns.queries.checking import Broken, broken_in
from unionnet.tools.returns.queries.forms import before, indicators_of


@dataclass(frozen=True)
class Line:
    """One indicator of one return. `rate` instead of a figure where it is worked out."""

    indicator: Indicator
    cell: Cell | None
    earlier: int | None
    rate: Rate | None
    broken: tuple[Broken, ...]

    @property
    def number(self) -> int | None:
        return self.cell.number if self.cell else None

    @property
    def text(self) -> str:
        return self.cell.text if self.cell else ""

    @property
    def version(self) -> int:
        return self.cell.version if self.cell else 0

    @property
    def is_missing(self) -> bool:
        if not self.indicator.is_required or self.indicator.is_rate:
            return False
        return self.number is None if self.indicator.is_number else not self.text


@dataclass(frozen=True)
class Sheet:
    """A whole return. `broken` are the checks that do not hold."""

    lines: list[Line]
    broken: list[Broken]

    @property
    def sections(self) -> list[tuple[str, list[Line]]]:
        grouped = groupby(self.lines, key=lambda line: line.indicator.section)
        return [(name, list(lines)) for name, lines in grouped]

    @property
    def missing(self) -> list[str]:
        return [line.indicator.label for line in self.lines if line.is_missing]

    @property
    def errors(self) -> list[Broken]:
        return [each for each in self.broken if each.is_error]

    @property
    def unexplained(self) -> list[Broken]:
        return [each for each in self.broken if not each.is_error and not each.explanation]

    @property
    def has_firms(self) -> bool:
        return any(line.indicator.kind == Indicator.Kind.FIRMS for line in self.lines)

    @property
    def has_facts(self) -> bool:
        return any(line.indicator.source for line in self.lines)


def sheet_of(found: Return) -> Sheet:
    """Six questions at most, whatever the length of the form."""
    indicators = indicators_of(found.period.form)
    cells = {cell.indicator_id: cell for cell in found.cells.all()}
    numbers = {each.code: cells[each.pk].number for each in indicators if each.pk in cells}
    earlier, broken = _earlier(found), broken_in(found)
    named = [(each, read_formula(each.check.formula).codes) for each in broken]
    lines = [
        Line(
            each,
            cells.get(each.pk),
            earlier.get(each.code),
            _rate(each, numbers) if each.is_rate else None,
            tuple(wrong for wrong, codes in named if each.code in codes),
        )
        for each in indicators
    ]
    return Sheet(lines, broken)


def _rate(indicator: Indicator, numbers: dict[str, int | None]) -> Rate:
    numerator, denominator = numbers.get(indicator.numerator), numbers.get(indicator.denominator)
    return Rate(numerator or 0, denominator or 0, indicator.kind == Indicator.Kind.PERCENT)


def _earlier(found: Return) -> dict[str, int]:
    """The figures of the period before, by code: a later version may have other lines."""
    period = before(found.period)
    if period is None:
        return {}
    cells = Cell.objects.filter(of__period=period, of__organisation=found.organisation_id)
    known = cells.filter(number__isnull=False).values_list("indicator__code", "number")
    return {code: number for code, number in known if number is not None}
