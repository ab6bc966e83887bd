# SPDX-License-Identifier: Apache-2.0
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from unionnet.directory.places.hours_words import parse, rows_of
from unionnet.directory.places.timetable import ALWAYS, Hours, Timetable, encode, every_day, merged

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def table(*rows: Hours) -> Timetable:
    dated: dict[date, list[tuple[int, int]]] = {}
    for row in rows:
        if row.date:
            dated.setdefault(row.date, []).append((row.opens, row.closes))
    return Timetable(encode(rows), dated)


def test_a_site_that_never_closes_is_one_range() -> None:
    assert encode(every_day()) == ALWAYS
    assert table(*every_day()).is_24h


def test_a_site_that_rests_on_holidays_is_not_open_around_the_clock() -> None:
    assert not table(*every_day(), Hours(0, 0, is_holiday=True)).is_24h


def test_touching_ranges_are_joined_and_empty_weeks_are_empty() -> None:
    assert merged([(5, 9), (0, 5), (20, 30)]) == ((0, 9), (20, 30))
    assert encode([]) == ()


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-19 07:59", False),
        ("2026-11-19 08:00", True),
        ("2026-11-19 17:59:59", True),
        ("2026-11-19 18:00", False),
    ],
)
def test_a_door_opens_on_the_minute_and_closes_on_the_minute(moment: Any, is_open: bool) -> None:
    assert table(*every_day(480, 1080)).is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-20 21:59", False),  # Friday
        ("2026-11-20 22:00", True),
        ("2026-11-21 00:00", True),
        ("2026-11-21 05:59", True),
        ("2026-11-21 06:00", False),
        ("2026-11-21 22:30", False),  # Saturday has no hours
        ("2026-11-22 01:00", False),
    ],
)
def test_hours_past_midnight_belong_to_the_evening_before(moment: Any, is_open: bool) -> None:
    assert table(Hours(1320, 1800, weekday=5)).is_open(at(moment)) is is_open


def test_sunday_night_runs_into_monday_morning() -> None:
    sunday_night = table(Hours(1320, 1800, weekday=7))
    assert sunday_night.is_open(at("2026-11-23 03:00"))
    assert not sunday_night.is_open(at("2026-11-22 03:00"))


def test_public_holidays_have_their_own_hours_when_given_and_the_weekdays_otherwise() -> None:
    national_day = at("2026-10-01 09:30")  # a Thursday
    assert table(*every_day(480, 1080)).is_open(national_day)
    assert not table(*every_day(480, 1080), Hours(600, 720, is_holiday=True)).is_open(national_day)
    assert table(*every_day(480, 1080), Hours(600, 720, is_holiday=True)).is_open(at("2026-10-01 10:00"))


def test_a_date_of_its_own_beats_the_holiday_and_the_weekday() -> None:
    day = date(2026, 10, 1)
    timetable = table(*every_day(480, 1080), Hours(600, 720, is_holiday=True), Hours(0, 0, date=day))
    assert timetable.opens_at(at("2026-10-01 07:00")) == at("2026-10-02 10:00")


def test_the_keepers_word_counts_over_the_hours_and_the_latest_word_over_the_earlier() -> None:
    class Said:
        def __init__(self, is_open: bool, since: str, until: str) -> None:
            self.is_open, self.since, self.until = is_open, at(since), at(until)

    closed = Said(False, "2026-11-19 15:00", "2026-11-20 08:00")
    opened = Said(True, "2026-11-19 16:00", "2026-11-19 20:00")
    timetable = Timetable(encode(every_day(480, 1080)), {}, [closed, opened])
    hours = ("14:00", "15:30", "16:30", "19:00", "20:30")
    assert [timetable.is_open(at(f"2026-11-19 {t}")) for t in hours] == [True, False, True, True, False]
    assert timetable.closes_at(at("2026-11-19 16:30")) == at("2026-11-19 20:00")
    assert timetable.opens_at(at("2026-11-19 15:30")) == at("2026-11-19 16:00")
    assert timetable.opens_at(at("2026-11-19 21:00")) == at("2026-11-20 08:00")


def test_around_the_clock_has_no_closing_time() -> None:
    assert table(*every_day()).closes_at(at("2026-11-19 16:30")) is None


def test_two_openings_a_day_close_for_lunch() -> None:
    timetable = table(*every_day(480, 720), *every_day(840, 1080))
    assert timetable.closes_at(at("2026-11-19 11:00")) == at("2026-11-19 12:00")
    assert timetable.opens_at(at("2026-11-19 12:30")) == at("2026-11-19 14:00")
    assert timetable.closes_at(at("2026-11-19 12:30")) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("24小时", every_day()),
        ("全天开放", every_day()),
        ("08:00-18:00", every_day(480, 1080)),
        (
            "周一至周五 8:00—12:00、14:00—18:00",
            [*every_day(480, 720, range(1, 6)), *every_day(840, 1080, range(1, 6))],
        ),
        ("20:00-次日06:00", every_day(1200, 1800)),
        ("20:00-06:00", every_day(1200, 1800)),
        ("周末 09:00-17:00；节假日 休息", [*every_day(540, 1020, (6, 7)), Hours(0, 0, is_holiday=True)]),
        ("", []),
        ("看情况", None),
        ("25:00-26:00", None),
    ],
)
def test_opening_hours_are_read_as_people_write_them(words: str, expected: Any) -> None:
    assert parse(words) == expected


def test_the_table_of_hours_groups_days_and_names_dates_to_come() -> None:
    rows = [
        *every_day(480, 1080, range(1, 6)),
        *every_day(540, 1020, (6, 7)),
        Hours(0, 0, is_holiday=True),
        Hours(0, 0, date=date(2026, 11, 1)),
        Hours(480, 1560, date=date(2026, 12, 31)),
    ]
    assert rows_of(rows, date(2026, 11, 21)) == [
        ("周一至周五", "08:00–18:00"),
        ("周六至周日", "09:00–17:00"),
        ("法定节假日", "不开放"),
        ("12\u00a0月\u00a031\u00a0日", "08:00–次日 02:00"),
    ]


def test_each_hour_of_a_year_is_open_by_spans_exactly_when_it_is_open_by_points() -> None:
    timetable = table(
        *every_day(1200, 1800, (1, 3, 5)), Hours(0, 300, is_holiday=True), Hours(60, 90, weekday=2)
    )
    moment = at("2026-09-28 00:00")
    for _step in range(24 * 14 * 2):
        spans = timetable.spans_around(moment)
        assert timetable.is_open(moment) == any(start <= moment < end for start, end in spans), moment
        moment += timedelta(minutes=30)
