# SPDX-License-Identifier: Apache-2.0
"""The limitation against a table worked out by hand, and its properties against any days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionnet.foundation.calendar import is_working_day
from unionnet.programmes.mediation.limits import (
    OTHER,
    WAGES,
    Limit,
    Story,
    inspected_until,
    limit_of,
    stages_of,
)

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
D = date.fromisoformat
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


# Worked out with a paper calendar: about, known, left, claims → last day.
@pytest.mark.parametrize(
    ("about", "known", "left", "claims", "last"),
    [
        # One year, the day itself not counted; 2 March 2027 is a Tuesday.
        (OTHER, "2026-03-02", None, (), "2027-03-02"),
        # 29 February has no like the year after: the last of that month, a Friday.
        (OTHER, "2024-02-29", None, (), "2025-02-28"),
        # 3 October 2026 lies in the holiday that ends on the 7th.
        (OTHER, "2025-10-03", None, (), "2026-10-08"),
        # 14 March 2026 is a Saturday, and no day of work was moved there.
        (OTHER, "2025-03-14", None, (), "2026-03-16"),
        # A claim within the year begins it anew.
        (OTHER, "2025-03-12", None, ("2025-12-24",), "2026-12-24"),
        # A claim on the very last day is in time, one on the day after is not.
        (OTHER, "2025-03-12", None, ("2026-03-12",), "2027-03-12"),
        (OTHER, "2025-03-12", None, ("2026-03-13",), "2026-03-12"),
        # Claims in any order; the second is in time only because of the first.
        (OTHER, "2024-06-03", None, ("2026-01-05", "2025-05-06"), "2027-01-05"),
        # A claim before anything was known begins nothing.
        (OTHER, "2026-03-02", None, ("2026-01-05",), "2027-03-02"),
        # Wages while employed: no limitation, however long ago.
        (WAGES, "2019-01-01", None, (), None),
        # Wages after leaving: one year from the end of employment, whenever it was known.
        (WAGES, "2019-01-01", "2026-03-10", (), "2027-03-10"),
        # Leaving changes nothing for anything else.
        (OTHER, "2025-03-12", "2026-03-10", (), "2026-03-12"),
        # A claim while employed does not count towards the year that begins later.
        (WAGES, "2025-01-01", "2026-03-10", ("2025-06-03",), "2027-03-10"),
        (WAGES, "2025-01-01", "2026-03-10", ("2026-06-03",), "2027-06-03"),
    ],
)
def test_the_table(
    about: str, known: str, left: str | None, claims: tuple[str, ...], last: str | None
) -> None:
    story = Story(D(known), about, D(left) if left else None, tuple(map(D, claims)))
    assert limit_of(story).last == (D(last) if last else None)


@unhurried
@given(DAYS, st.sampled_from([WAGES, OTHER]), DAYS, st.lists(DAYS, max_size=4))
def test_a_claim_never_shortens_it_and_their_order_is_nothing(
    known: date, about: str, left: date, claims: list[date]
) -> None:
    plain, claimed = (limit_of(Story(known, about, left, each)).last for each in ((), tuple(claims)))
    assert plain is not None
    assert claimed is not None
    assert claimed >= plain
    assert limit_of(Story(known, about, left, tuple(reversed(claims)))).last == claimed
    assert is_working_day(claimed)


@unhurried
@given(DAYS, st.lists(DAYS, max_size=4))
def test_every_restart_was_in_time(known: date, claims: list[date]) -> None:
    limit = limit_of(Story(known, OTHER, None, tuple(claims)))
    since = known
    for restart in limit.restarts:
        assert since < restart <= limit_of(Story(since)).last  # type: ignore[operator]
        since = restart
    assert limit.last == limit_of(Story(since)).last


@unhurried
@given(DAYS, DAYS)
def test_while_employed_wages_have_no_limit(known: date, claim: date) -> None:
    assert limit_of(Story(known, WAGES, None, (claim,))) == Limit(None, None)


def test_how_many_days_are_left() -> None:
    limit = limit_of(Story(date(2026, 3, 2)))
    assert [limit.left(date(2027, 3, day)) for day in (1, 2, 3)] == [1, 0, -1]
    assert Limit(None, None).left(date(2026, 3, 2)) is None


def test_the_clocks_of_the_arbitration_body() -> None:
    """Filed on Monday 2 March 2026: five days to Saturday, so Monday; and so on."""
    found = {stage.key: stage.last for stage in stages_of(date(2026, 3, 2))}
    assert found == {
        "accept": date(2026, 3, 9),
        "serve": date(2026, 3, 16),
        "answer": date(2026, 3, 26),
        "award": date(2026, 4, 23),
        "award_longer": date(2026, 5, 8),
        "court": date(2026, 5, 25),
    }
    assert {stage.ruling.citation.rule for stage in stages_of(date(2026, 3, 2))} >= {
        "DM-04.accept",
        "DM-04.court",
    }


def test_inspection_looks_back_two_years() -> None:
    assert inspected_until(date(2024, 3, 5)) == date(2026, 3, 5)
    assert inspected_until(date(2024, 3, 5)) - date(2024, 3, 5) == timedelta(days=730)
