# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import start_of
from unionnet.programmes.hotline.kinds import five_kinds
from unionnet.tools.casework.actions import Matter, Owner, Source, dispatch, sign_for, take_in
from unionnet.tools.casework.models import Case

HOUR = timedelta(hours=1)
PHONE = "13900000001"


@dataclass(frozen=True)
class Line:
    """The hotline of a province, and two of its cities."""

    province: Organisation
    city: Organisation
    other: Organisation
    at_province: Person
    at_city: Person
    at_other: Person


def make_line() -> Line:
    province = make_union("青海省总工会", kind="provincial_federation", region_code="630000")
    city = make_union("西宁市总工会", province, kind="city_federation", region_code="630100")
    other = make_union("海东市总工会", province, kind="city_federation", region_code="630200")
    return Line(
        province,
        city,
        other,
        make_officer(province, name="冶科长"),
        make_officer(city, name="马部长"),
        make_officer(other, name="祁部长"),
    )


def nine(month: int, day: int) -> datetime:
    """Nine o'clock of a day of 2026, whose days of rest are known."""
    return start_of(date(2026, month, day)) + 9 * HOUR


def make_order(line: Line, at: datetime, number: int = 1, **given: Any) -> Case:
    """A call to the province."""
    kind = five_kinds()[number % 5]
    owner = Owner(phone=PHONE, name="来电职工")
    source = given.pop("source", Source(Case.Channel.CALL))
    where = given.pop("where", line.province)
    by = given.pop("by", line.at_province)
    matter = Matter(f"第 {number} 起：拖欠工资", "两个月没有发工资。", **given)
    return take_in(kind, where, matter, owner, source=source, by=by, at=at)


def make_dispatched(line: Line, at: datetime, number: int = 1) -> Case:
    """On to the city an hour later."""
    order = make_order(line, at, number)
    return dispatch(order, line.city, by=line.at_province, at=at + HOUR)


def make_signed(line: Line, at: datetime, number: int = 1) -> Case:
    return sign_for(make_dispatched(line, at, number), by=line.at_city, at=at + 2 * HOUR)
