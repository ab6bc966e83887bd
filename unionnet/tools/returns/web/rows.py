# SPDX-License-Identifier: Apache-2.0
"""A summary as rows: indicators down the page, branches beside; in Excel a line for each branch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from unionnet.tools.returns.models import Indicator
from unionnet.tools.returns.queries import Branch, Rate, Summary
from unionnet.tools.returns.values import in_sheet, spoken

MOST_ACROSS = 60


@dataclass(frozen=True)
class Row:
    """One indicator: the whole, how many units gave a figure, and each branch."""

    indicator: Indicator
    whole: str
    note: str
    units: int
    parts: list[str]


@dataclass(frozen=True)
class Rows:
    summary: Summary
    rows: list[Row]

    @property
    def branches(self) -> list[Branch]:
        return self.summary.branches[:MOST_ACROSS]

    @property
    def more(self) -> int:
        return max(0, len(self.summary.branches) - MOST_ACROSS)

    @property
    def heads(self) -> list[str]:
        figures = [_head(row.indicator) for row in self.rows]
        return [_("工会"), _("应报（个）"), _("已报（个）"), *figures]

    def lines(self) -> Iterator[list[Any]]:
        for branch in (*self.summary.branches, self.summary.whole):
            name = _("合计") if branch is self.summary.whole else branch.name
            figures = (_cell(self.summary, branch, row.indicator) for row in self.rows)
            yield [name, branch.units, branch.sent, *figures]


def rows_of(summary: Summary) -> Rows:
    """Texts and days are not added up."""
    made = [
        Row(
            each,
            said_of(summary.whole, each, summary.by_code),
            _note(summary, each),
            summary.whole.counted.get(each.pk, 0),
            [said_of(branch, each, summary.by_code) for branch in summary.branches[:MOST_ACROSS]],
        )
        for each in summary.indicators
        if each.is_number or each.is_rate
    ]
    return Rows(summary, made)


def said_of(branch: Branch | None, indicator: Indicator, by_code: Mapping[str, Indicator]) -> str:
    """The figure of a branch; with what was supplemented later beside the sealed one."""
    if branch is None:
        return "—"
    if indicator.is_rate:
        return rate_said(branch.rate(indicator, by_code), indicator)
    sealed, now = branch.number(indicator), branch.with_later(indicator)
    if sealed == now:
        return spoken(indicator, sealed)
    told = {"sealed": spoken(indicator, sealed), "now": spoken(indicator, now)}
    return _("%(sealed)s（补报后 %(now)s）") % told


def rate_said(rate: Rate, indicator: Indicator) -> str:
    """No value where nothing stands below the line."""
    if rate.value is None:
        return "—"
    return f"{rate.value}%" if indicator.kind == Indicator.Kind.PERCENT else f"{rate.value:,}"


def _note(summary: Summary, indicator: Indicator) -> str:
    """A rate never travels without its two numbers."""
    if not indicator.is_rate:
        return ""
    rate = summary.whole.rate(indicator, summary.by_code)
    parts = [summary.by_code[code] for code in (indicator.numerator, indicator.denominator)]
    numbers = (spoken(parts[0], rate.numerator), spoken(parts[1], rate.denominator))
    return f"{parts[0].label} {numbers[0]} ÷ {parts[1].label} {numbers[1]}"


def _head(indicator: Indicator) -> str:
    unit = indicator.get_unit_display() if indicator.unit else ""
    return f"{indicator.label}（{unit}）" if unit else indicator.label


def _cell(summary: Summary, branch: Branch, indicator: Indicator) -> Any:
    if indicator.is_rate:
        value = branch.rate(indicator, summary.by_code).value
        return None if value is None else value
    return in_sheet(indicator, branch.with_later(indicator))
