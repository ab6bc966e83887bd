# SPDX-License-Identifier: Apache-2.0
"""Due dates beside a table made here in another way: every day of three years in a list, worked or not."""

from __future__ import annotations

import random
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from unionnet.tools.casework.clocks import Clock, is_in_time, last_day, standing

SHANGHAI = ZoneInfo("Asia/Shanghai")
DATES = 1_000


@pytest.fixture(scope="module")
def worked() -> list[date]:
    """The working days of 2025 to 2027, from the published table alone."""
    rest, work = set[date](), set[date]()
    for folder in settings.UNIONNET_RULEBOOKS:
        for path in Path(folder).glob("calendar/*.toml"):
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            rest |= set(table.get("rest", []))
            work |= set(table.get("work", []))
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(3 * 365)]
    return [day for day in days if day in work or (day.isoweekday() < 6 and day not in rest)]


def moments() -> list[datetime]:
    dice = random.Random(16)
    begin = datetime(2026, 1, 1, tzinfo=SHANGHAI)
    return [begin + timedelta(seconds=dice.randrange(330 * 86_400)) for _each in range(DATES)]


def test_working_days_of_a_thousand_dates(worked: list[date]) -> None:
    for number, moment in enumerate(moments()):
        n = 1 + number % 30
        after = [day for day in worked if day > moment.date()]
        due = Clock("working_days", n).due(moment)
        assert due == datetime.combine(after[n - 1] + timedelta(days=1), datetime.min.time(), SHANGHAI), (
            moment
        )


def test_calendar_days_of_a_thousand_dates(worked: list[date]) -> None:
    for number, moment in enumerate(moments()):
        n = 1 + number % 60
        end = moment.date() + timedelta(days=n)
        last = next(day for day in worked if day >= end)
        assert last_day(Clock("days", n).due(moment)) == last, moment


def test_hours_run_through_the_night() -> None:
    friday = datetime(2026, 3, 6, 17, 30, tzinfo=SHANGHAI)
    assert Clock("hours", 24).due(friday) == friday + timedelta(hours=24)


def test_a_pause_gives_back_what_was_left(worked: list[date]) -> None:
    """For a thousand pauses: as many working days are left behind the pause as there were before it."""
    dice = random.Random(9)
    for moment in moments():
        clock = Clock("working_days", 20)
        due = clock.due(moment)
        since = moment + timedelta(days=dice.randrange(10))
        until = since + timedelta(days=dice.randrange(40))
        end, moved = last_day(due), last_day(clock.stood_still(due, since, until))
        left = [day for day in worked if since.date() < day <= end]
        again = [day for day in worked if until.date() < day <= moved]
        assert len(again) == len(left), (moment, since, until)


def test_the_last_day_ends_at_its_midnight() -> None:
    due = Clock("working_days", 5).due(datetime(2026, 3, 2, 9, tzinfo=SHANGHAI))
    midnight = datetime(2026, 3, 10, tzinfo=SHANGHAI)
    assert due == midnight
    assert is_in_time(due, midnight)
    assert not is_in_time(due, midnight + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("now", "words", "colour"),
    [
        (datetime(2026, 3, 2, 9, tzinfo=SHANGHAI), "剩 5 个工作日", ""),
        (datetime(2026, 3, 9, 9, tzinfo=SHANGHAI), "剩 15 小时", "due"),
        (datetime(2026, 3, 9, 23, 30, tzinfo=SHANGHAI), "剩不到 1 小时", "due"),
        (datetime(2026, 3, 10, 9, tzinfo=SHANGHAI), "超期 1 个工作日", "late"),
        (datetime(2026, 3, 13, 9, tzinfo=UTC), "超期 4 个工作日", "late"),
    ],
)
def test_how_a_deadline_looks(now: datetime, words: str, colour: str) -> None:
    due = Clock("working_days", 5).due(datetime(2026, 3, 2, 9, tzinfo=SHANGHAI))
    assert (standing(due, now).words, standing(due, now).colour) == (words, colour)


def test_an_hour_early_tomorrow_is_hours_away() -> None:
    now = datetime(2026, 3, 2, 22, 0, tzinfo=SHANGHAI)
    assert standing(Clock("hours", 4).due(now), now).words == "剩 4 小时"


def test_no_clock_runs_in_moons() -> None:
    with pytest.raises(ValueError, match="moons"):
        Clock.of({"moons": 1})
