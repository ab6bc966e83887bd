# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionnet.foundation.calendar import (
    add_days,
    add_working_days,
    is_holiday,
    is_known,
    is_working_day,
    months_after,
    years_after,
)


def test_a_holiday_rests_and_a_make_up_sunday_works() -> None:
    assert not is_working_day(date(2026, 10, 1))
    assert is_working_day(date(2026, 9, 20))
    assert not is_working_day(date(2026, 11, 21))


def test_only_a_day_of_the_table_is_a_public_holiday() -> None:
    days = [date(2026, 10, 1), date(2026, 9, 20), date(2026, 11, 21)]
    assert [is_holiday(day) for day in days] == [True, False, False]


def test_a_year_without_a_table_falls_back_to_the_plain_week() -> None:
    assert not is_known(1999)
    assert [is_working_day(date(1999, 10, day)) for day in (1, 2, 3, 4)] == [True, False, False, True]


def test_the_starting_day_is_not_counted() -> None:
    assert add_working_days(date(2026, 11, 20), 3) == date(2026, 11, 25)


def test_working_days_jump_over_the_national_holiday() -> None:
    assert add_working_days(date(2026, 9, 30), 1) == date(2026, 10, 8)


def test_a_period_that_ends_on_a_rest_day_moves_to_the_next_working_day() -> None:
    assert add_days(date(2026, 9, 21), 10) == date(2026, 10, 8)
    assert add_days(date(2026, 11, 2), 20) == date(2026, 11, 23)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(1, 15))
def test_a_period_of_working_days_holds_exactly_that_many(start: date, days: int) -> None:
    end = add_working_days(start, days)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(day) for day in between) == days
    assert is_working_day(end)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
    ],
)
def test_a_month_ends_on_the_corresponding_day(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


def test_a_leap_day_has_a_term_too() -> None:
    assert years_after(date(2024, 2, 29), 3) == date(2027, 2, 28)


def test_months_may_be_counted_back() -> None:
    assert months_after(date(2026, 8, 31), -6) == date(2026, 2, 28)
    assert months_after(date(2026, 12, 31), -1) == date(2026, 11, 30)
    assert months_after(date(2026, 1, 5), -1) == date(2025, 12, 5)
