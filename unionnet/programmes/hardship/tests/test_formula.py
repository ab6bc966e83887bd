# SPDX-License-Identifier: Apache-2.0
"""HW-02 and HW-06: strictly below and strictly above, in whole 分."""

from __future__ import annotations

from datetime import date

import pytest

from unionnet.programmes.hardship.formula import Household, judge

ON = date(2026, 3, 2)
YUAN = 100


def of(income: int, rigid: int = 0, losses: int = 0, **more: bool) -> Household:
    return Household(3, income * YUAN, rigid * YUAN, losses * YUAN, **more)


@pytest.mark.parametrize(
    ("household", "grade", "per_head"),
    [
        (of(36_000, 12_000), "deep", 66_667),  # 666.67 yuan
        (of(36_000, 6_000), "relative", 83_333),  # 833.33 yuan
        (of(45_000, losses=40_000), "accidental", 125_000),  # 88.9 % of the income
        (of(25_200), "relative", 70_000),  # at the line is not below it
        (of(25_199), "deep", 69_997),
        (of(50_400), "", 140_000),  # at twice the line
        (of(100_000, losses=80_000), "", 277_778),  # exactly 80 % is not above
        (of(100_000, losses=80_001), "accidental", 277_778),
        (of(100_000, is_struck=True), "accidental", 277_778),
        (of(0, 5_000), "deep", -13_889),
        (of(0), "deep", 0),
    ],
)
def test_the_class_of_a_household(household: Household, grade: str, per_head: int) -> None:
    verdict = judge(household, where="", on=ON)
    assert (verdict.grade, verdict.per_head) == (grade, per_head)
    assert (verdict.scheme.limits.citation.certainty, verdict.minimum.citation.certainty) == ("B/R", "C")


def test_the_local_line_where_somebody_knows_it_better() -> None:
    assert judge(of(36_000, 6_000), where="", on=ON, standard=90_000).grade == "deep"
    assert judge(of(45_000, losses=40_000), where="", on=ON).share == 88
