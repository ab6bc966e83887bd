# SPDX-License-Identifier: Apache-2.0
"""The self-test (HW-02): whole 分 and no rounding before the comparison. Nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.hardship.models import Dossier

Grade = Dossier.Grade


@dataclass(frozen=True)
class Household:
    """A year of a household in 分: disposable income, unavoidable expenses, losses and costs of a sudden
    event. `is_struck`: somebody was injured, disabled or killed in such an event."""

    size: int
    income: int
    rigid: int
    losses: int = 0
    is_struck: bool = False


@dataclass(frozen=True)
class Verdict:
    """What follows from it. `per_head` is 分 a month, rounded only to be shown; `grade` is "" when none."""

    household: Household
    standard: int
    per_head: int
    grade: str
    minimum: Ruling
    formula: Ruling

    @property
    def label(self) -> str:
        return str(Grade(self.grade).label) if self.grade else ""

    @property
    def share(self) -> int | None:
        """Losses in percent of the income, rounded down; None without income."""
        return self.household.losses * 100 // self.household.income if self.household.income else None


def judge(household: Household, *, where: str, on: date, standard: int = 0) -> Verdict:
    """The class of a household by the rules of that region. `standard` is the local minimum living standard
    a head and month in 分, where somebody knows it better than the rulebook."""
    minimum, formula = (rule(f"HW-02.{name}", where=where, on=on) for name in ("minimum_living", "formula"))
    standard = standard or minimum.value
    left = household.income - household.rigid
    heads = 12 * household.size
    grade = _grade(household, left, standard * heads, formula.value)
    return Verdict(household, standard, (2 * left + heads) // (2 * heads), grade, minimum, formula)


def _grade(household: Household, left: int, line: int, factors: dict[str, int]) -> str:
    """Strictly below, strictly above: at the line it is not met. A sudden event goes before a low income."""
    if left < factors["deep"] * line:
        return Grade.DEEP
    if household.is_struck or household.losses * 100 > factors["accident_percent"] * household.income:
        return Grade.ACCIDENTAL
    return Grade.RELATIVE if left < factors["relative"] * line else ""
