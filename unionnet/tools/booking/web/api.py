# SPDX-License-Identifier: Apache-2.0
"""Bookings for machines: what there is, what is free, and one's own."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.schemas import (
    PUBLIC,
    Asked,
    Keyset,
    OneLine,
    Page,
    Problem,
    PublicId,
    Schema,
    page_of,
    scope,
)
from unionnet.tools.booking import queries
from unionnet.tools.booking.actions import Wish, book, cancel
from unionnet.tools.booking.models import Booking, Resource
from unionnet.tools.booking.web.asking import day_of

router = Router(tags=["bookings"])
READ, WRITE = scope("bookings:read"), scope("bookings:write")
DAY = r"^\d{4}-\d{2}-\d{2}$"


class ResourceOut(Schema):
    """Something that can be booked: by the slot, or by the night."""

    id: PublicId
    name: str
    kind: Literal["venue", "room", "counsellor", "bed", "counter"]
    organisation: str
    where: str
    units: int
    by_night: bool
    slot_minutes: int
    audience: Literal["members", "unions", "real_name"]
    fee: str

    @staticmethod
    def resolve_id(resource: Resource) -> str:
        return str(resource.public_id)

    @staticmethod
    def resolve_organisation(resource: Resource) -> str:
        return str(resource.organisation.name)


class SlotOut(Schema):
    """A slot, or a night, and how many of the units are free."""

    starts_at: datetime
    ends_at: datetime
    free: int
    state: Literal["free", "taken", "past", "far"]


class AlternativeOut(Schema):
    resource: PublicId
    name: str
    starts_at: datetime
    ends_at: datetime


class BookingIn(Schema):
    """`slots` in a row, or nights. `union` is the public id of a union the caller books for."""

    starts_at: datetime
    slots: int = Field(1, ge=1, le=48)
    union: PublicId | None = None
    purpose: OneLine = Field("", max_length=60)
    people: int | None = Field(None, ge=1, le=100_000)


class BookingOut(Schema):
    id: PublicId
    resource: PublicId
    unit: int
    starts_at: datetime
    ends_at: datetime
    state: Literal["asked", "confirmed", "used", "no_show", "cancelled", "declined"]
    answer_by: datetime | None

    @staticmethod
    def resolve_id(booking: Booking) -> str:
        return str(booking.public_id)

    @staticmethod
    def resolve_resource(booking: Booking) -> str:
        return str(booking.resource.public_id)


class DayAsked(Schema):
    day: str = Field("", pattern=DAY + "|^$", examples=["2026-03-02"])


class Moment(Schema):
    starts_at: datetime
    slots: int = Field(1, ge=1, le=48)


@router.get("/bookable", response=Page[ResourceOut], openapi_extra=PUBLIC)
def bookable(request: HttpRequest, asked: Query[Asked]) -> Keyset:
    """What can be booked, by kind and name."""
    return page_of(queries.public_resources(), asked, order=("kind", "name", "id"))


@router.get("/bookable/{public_id}/slots", response={200: list[SlotOut], 404: Problem}, openapi_extra=PUBLIC)
def slots(request: HttpRequest, public_id: PublicId, asked: Query[DayAsked]) -> list[SlotOut]:
    """The slots of seven days from a day on; today when none is said."""
    found, now = _found(public_id), database_now()
    limits = queries.limits_at(found, now)
    week = queries.week(found, queries.first_day(asked.day, limits, now), limits, now)
    cells = [cell for line in week.lines for cell in line.cells if cell.slot]
    told = [
        SlotOut(starts_at=c.slot.starts_at, ends_at=c.slot.ends_at, free=c.n, state=c.state)  # type: ignore[union-attr,arg-type]
        for c in cells
    ]
    return sorted(told, key=lambda each: each.starts_at)


@router.get(
    "/bookable/{public_id}/alternatives",
    response={200: list[AlternativeOut], 404: Problem},
    openapi_extra=READ,
)
def near(request: MemberRequest, public_id: PublicId, asked: Query[Moment]) -> list[AlternativeOut]:
    """The three nearest that are free, when somebody was quicker."""
    found, now = _found(public_id), database_now()
    party = queries.party_of(found, now, person=request.person, union=None)
    others = queries.alternatives(found, _aware(asked.starts_at), asked.slots, party, now)
    return [
        AlternativeOut(
            resource=each.resource.public_id,
            name=each.resource.name,
            starts_at=each.stay.starts_at,
            ends_at=each.stay.ends_at,
        )
        for each in others
    ]


@router.post(
    "/bookable/{public_id}/bookings",
    response={200: BookingOut, 404: Problem, 409: Problem},
    openapi_extra=WRITE,
)
def take(request: MemberRequest, public_id: PublicId, said: BookingIn) -> Booking:
    """Book it. Asking again for the same time gives the same booking."""
    unions = queries.unions_booked_for(request.person)
    union = get_object_or_404(unions, public_id=said.union) if said.union else None
    wish = Wish(_found(public_id), _aware(said.starts_at), said.slots, union, said.purpose, said.people)
    return book(wish, by=request.person)


@router.get("/me/bookings", response=list[BookingOut], openapi_extra=READ)
def mine(request: MemberRequest) -> list[Booking]:
    """Mine to come, and those of the unions I book for."""
    return list(
        queries.bookings_of(request.person)
        .filter(ends_at__gt=database_now())
        .order_by("starts_at", "id")[:100]
    )


@router.api_operation(
    ["DELETE"],
    "/me/bookings/{public_id}",
    response={204: None, 404: Problem, 409: Problem},
    openapi_extra=WRITE,
)
def give_back(request: MemberRequest, public_id: PublicId) -> tuple[int, None]:
    """Cancel it, in time."""
    cancel(get_object_or_404(queries.bookings_of(request.person), public_id=public_id), by=request.person)
    return 204, None


def _found(public_id: str) -> Resource:
    return get_object_or_404(queries.public_resources(), public_id=public_id)


def _aware(moment: datetime) -> datetime:
    """With its zone, and near enough for a calendar to hold it."""
    today = local_date(database_now())
    near_enough = day_of(moment.date().isoformat()) and abs((moment.date() - today).days) < 4000
    if moment.tzinfo is None or not near_enough:
        raise Refusal("not_open_then", _("请写明时区和近期的时间，如 2026-03-02T19:00:00+08:00。"))
    return moment
