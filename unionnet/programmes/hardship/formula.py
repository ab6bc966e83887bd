# SPDX-License-Identifier: Apache-2.0
"""The self-test (HW-02, HW-03): whole 分 and no rounding before the comparison. Nothing is kept. Which of
the two schemes a place goes by is a rule of that place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.hardship.models import Dossier

Grade = Dossier.Grade
FORMULA, FILE = "formula", "file"
GRADES = {
    FORMULA: (Grade.DEEP, Grade.ACCIDENTAL, Grade.RELATIVE),
    FILE: (Grade.SUBSISTENCE, Grade.MARGINAL, Grade.ACCIDENTAL),
}
LIMITS = {FORMULA: "HW-02.formula", FILE: "HW-03.formula"}


@dataclass(frozen=True)
class Household:
    """A year of a household in 分: disposable income, unavoidable expenses, losses and costs of a sudden
    event. `is_struck`: somebody was injured, disabled or killed in such an event. The file of HW-03 asks two
    things more: for how many months income has been under the standard, and what the assets come to."""

    size: int
    income: int
    rigid: int
    losses: int = 0
    is_struck: bool = False
    months_low: int = 0
    assets: int = 0


@dataclass(frozen=True)
class Scheme:
    """Which classes a place knows: `chosen` says why, `limits` has the figures between them."""

    chosen: Ruling
    limits: Ruling

    @property
    def grades(self) -> tuple[Grade, ...]:
        return GRADES[self.chosen.value]

    @property
    def asks_more(self) -> bool:
        """Whether months and assets count."""
        return bool(self.chosen.value == FILE)


@dataclass(frozen=True)
class Verdict:
    """What follows from it. `per_head` is 分 a month after expenses, rounded only to be shown; `grade` is ""
    when none."""

    household: Household
    standard: int
    per_head: int
    grade: str
    minimum: Ruling
    scheme: Scheme

    @property
    def label(self) -> str:
        return str(Grade(self.grade).label) if self.grade else ""

    @property
    def share(self) -> int | None:
        """Losses in percent of the income, rounded down; None without income."""
        return self.household.losses * 100 // self.household.income if self.household.income else None


def scheme_of(where: str, on: date) -> Scheme:
    chosen = rule("HW-03.scheme", where=where, on=on)
    return Scheme(chosen, rule(LIMITS[chosen.value], where=where, on=on))


def judge(household: Household, *, where: str, on: date, standard: int = 0) -> Verdict:
    """The class of a household by the rules of that region. `standard` is the local minimum living standard
    a head and month in 分, where somebody knows it better than the rulebook."""
    scheme = scheme_of(where, on)
    minimum = rule("HW-02.minimum_living", where=where, on=on)
    standard = standard or minimum.value
    heads = 12 * household.size
    grade_of = _by_file if scheme.asks_more else _by_formula
    grade = grade_of(household, standard * heads, scheme.limits.value)
    left = household.income - household.rigid
    return Verdict(household, standard, (2 * left + heads) // (2 * heads), grade, minimum, scheme)


def _by_formula(household: Household, line: int, limits: dict[str, int]) -> str:
    """HW-02. Strictly below, strictly above: at the line it is not met. A sudden event goes before a low
    income."""
    left = household.income - household.rigid
    if left < limits["deep"] * line:
        return Grade.DEEP
    if household.is_struck or household.losses * 100 > limits["accident_percent"] * household.income:
        return Grade.ACCIDENTAL
    return Grade.RELATIVE if left < limits["relative"] * line else ""


def _by_file(household: Household, line: int, limits: dict[str, int]) -> str:
    """HW-03, the older scheme of the national file. Under the line for so many months; else at most at the
    line (以下) after what cannot be avoided; a sudden event counts its costs too, and above so many times the
    line the assets."""
    if household.income < line and household.months_low >= limits["months"]:
        return Grade.SUBSISTENCE
    left = household.income - household.rigid
    if household.income * 100 <= limits["margin_percent"] * line and left <= line:
        return Grade.MARGINAL
    left -= household.losses
    if household.income > limits["accident_times"] * line:
        left += household.assets
    has_event = household.is_struck or household.losses > 0
    return Grade.ACCIDENTAL if has_event and left <= line else ""
