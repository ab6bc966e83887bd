# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.tools.booking.actions import Hours, Wish, book, open_resource
from unionnet.tools.booking.models import Booking, Resource

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # eight in the morning in Shanghai
ALL_WEEK: list[Hours] = [(weekday, 9 * 60, 21 * 60) for weekday in range(1, 8)]


def hour(clock: int, day: int = 0) -> datetime:
    """That hour in Shanghai, so many days after the Monday."""
    return NOW + timedelta(days=day, hours=clock - 8)


def make_resource(union: Organisation | None = None, **given: Any) -> Resource:
    """A badminton court for members and unions, open from nine to nine."""
    union = union or make_union("永宁街道总工会")
    values: dict[str, Any] = {"name": "羽毛球馆 1 号场", "kind": "venue", **given}
    hours = values.pop("hours", ALL_WEEK)
    return open_resource(union, hours, by=make_officer(union, name="管理员"), **values)


def booked(resource: Resource, person: Person, starts_at: datetime, **more: Any) -> Booking:
    return book(Wish(resource, starts_at, **more), by=person, at=NOW)
