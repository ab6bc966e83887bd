# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.seats.actions import Heard, Taken, hear, note_call, pick
from unionnet.doors.seats.models import Call
from unionnet.programmes.hotline.kinds import five_kinds

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai
MINUTE = timedelta(minutes=1)
PHONE = "13900000017"
TITLE = "拖欠工资两个月"
_numbers = count(1)


@dataclass(frozen=True)
class Line:
    """A city with its hotline, two seats and the one who connects the switchboard; a county below it."""

    city: Organisation
    county: Organisation
    qin: Person
    tan: Person
    engineer: Person
    at_county: Person


def make_line() -> Line:
    city = make_union("重庆市总工会", kind="city_federation")
    county = make_union("云阳县总工会", city, kind="county_federation")
    return Line(
        city,
        county,
        make_officer(city, name="秦科长"),
        make_officer(city, name="谭部长"),
        make_officer(city, role="system_admin", name="系统管理员"),
        make_officer(county, name="冉主席"),
    )


def heard(call: str, what: str, at: datetime, **more: Any) -> Heard:
    return Heard(more.pop("event", f"e{next(_numbers)}"), call, what, at, **more)


def make_ringing(line: Line, call: str = "", *, phone: str = PHONE, at: datetime = MONDAY) -> Call:
    """The switchboard says that it rings."""
    call = call or f"c{next(_numbers)}"
    return hear(line.city, heard(call, "ring", at, phone=phone), by=line.engineer, at=at)


def make_missed(line: Line, *, at: datetime = MONDAY) -> Call:
    call = make_ringing(line, at=at)
    return hear(line.city, heard(call.number, "hang_up", at + MINUTE), by=line.engineer, at=at + MINUTE)


def make_taken(line: Line, by: Person | None = None, *, at: datetime = MONDAY, phone: str = PHONE) -> Call:
    return pick(make_ringing(line, at=at, phone=phone), by=by or line.qin, at=at)


def make_noted(line: Line, phone: str = "") -> Call:
    return note_call(line.city, uuid4(), phone, by=line.qin)


def taken_down(title: str = TITLE, **more: Any) -> Taken:
    return Taken(more.pop("kind", None) or five_kinds()[0], title, **more)
