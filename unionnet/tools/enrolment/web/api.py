# SPDX-License-Identifier: Apache-2.0
"""Offers for machines. Reading an offer needs no token; a place is taken by the person who asks."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.schemas import PUBLIC, Asked, Keyset, Page, Problem, PublicId, Schema, page_of, scope
from unionnet.tools.enrolment.actions import enrol, undo, withdraw
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.queries import (
    Entry,
    may_read_results,
    mine,
    position_of,
    public_offers,
    results,
)

router = Router(tags=["offers"])
READ, WRITE = scope("offers:read"), scope("places:write")


class OfferOut(Schema):
    """An offer as anyone may see it. `free` may be given to those who wait before it is given to you.
    `entered` take part in a draw to come; nobody waits before it is done."""

    id: PublicId
    title: str
    title_en: str
    summary: str
    summary_en: str
    organisation: str
    mode: Literal["first_come", "lottery", "ranked"]
    audience: Literal["members", "real_name", "everyone"]
    stage: Literal["soon", "open", "closed", "cancelled"]
    size: int
    taken: int
    held: int
    free: int
    entered: int
    waiting: int
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None

    @staticmethod
    def resolve_id(offer: Offer) -> str:
        return str(offer.public_id)

    @staticmethod
    def resolve_organisation(offer: Offer) -> str:
        return str(offer.organisation.name)

    @staticmethod
    def resolve_stage(offer: Offer) -> str:
        return offer.stage_at(database_now())


class PlaceOut(Schema):
    """What the person has of an offer: a place, a kept one to confirm, a part in the draw to come, or a
    number on the waiting list."""

    offer: PublicId
    state: Literal["taken", "invited", "entered", "waiting"]
    number: int
    receipt: str
    position: int | None = None
    deadline: datetime | None = None


class ResultOut(Schema):
    """One line of the public log. Names are masked."""

    number: int
    receipt: str
    name: str
    outcome: Literal["taken", "invited", "entered", "waiting", "left"]
    reason: str
    at: datetime


class ResultsOut(Schema):
    items: list[ResultOut]
    next: int | None


class From(Schema):
    """After which number, and how many."""

    after: int = Field(0, ge=0, le=2**31 - 1)
    size: int = Field(50, ge=1, le=100)


@router.get("/offers", response=Page[OfferOut], openapi_extra=PUBLIC)
def offers(request: HttpRequest, asked: Query[Asked]) -> Keyset:
    """Offers that are open or will open, the next to close first."""
    now = database_now()
    current = public_offers().filter(closes_at__gt=now, cancelled_at=None)
    return page_of(current, asked, order=("closes_at", "id"))


@router.get("/offers/{public_id}", response={200: OfferOut, 404: Problem}, openapi_extra=PUBLIC)
def offer(request: HttpRequest, public_id: PublicId) -> Offer:
    return get_object_or_404(public_offers(), public_id=public_id)


@router.put(
    "/offers/{public_id}/place",
    response={200: PlaceOut, 404: Problem, 409: Problem},
    openapi_extra=WRITE,
)
def take_place(request: MemberRequest, public_id: PublicId) -> PlaceOut:
    """Take a place, a number on the waiting list, or a part in the draw. Asking again gives the same one."""
    found = get_object_or_404(public_offers(), public_id=public_id)
    return _place(found, enrol(request.person, found, by=request.person, via="api"))


@router.api_operation(
    ["DELETE"],
    "/offers/{public_id}/place",
    response={204: None, 404: Problem, 409: Problem},
    openapi_extra=WRITE,
)
def give_up(request: MemberRequest, public_id: PublicId) -> tuple[int, None]:
    """Give it back. The next who waits is asked."""
    found = get_object_or_404(public_offers(), public_id=public_id)
    withdraw(request.person, found, by=request.person)
    return 204, None


@router.api_operation(
    ["DELETE"],
    "/offers/{public_id}/withdrawal",
    response={200: PlaceOut, 404: Problem, 409: Problem},
    openapi_extra=WRITE,
)
def take_back(request: MemberRequest, public_id: PublicId) -> PlaceOut:
    """Undo giving it back, for a few minutes and as long as nobody else has it."""
    found = get_object_or_404(public_offers(), public_id=public_id)
    return _place(found, undo(request.person, found, by=request.person))


@router.get(
    "/offers/{public_id}/results",
    response={200: ResultsOut, 404: Problem, 409: Problem},
    openapi_extra=READ,
)
def offer_results(request: MemberRequest, public_id: PublicId, asked: Query[From]) -> dict[str, object]:
    """The log that every member concerned may read, in the order of arrival."""
    found = get_object_or_404(public_offers(), public_id=public_id)
    if not may_read_results(request.person, found):
        raise Refusal("not_yours_to_read", _("结果名单对本会会员公开，姓名打码。"))
    lines = results(found, asked.after, asked.size + 1)
    following = lines[asked.size - 1].number if len(lines) > asked.size else None
    return {"items": lines[: asked.size], "next": following}


@router.get("/me/places", response=list[PlaceOut], openapi_extra=READ)
def my_places(request: MemberRequest) -> list[PlaceOut]:
    """What I hold and wait for; what asks for an answer comes first."""
    return [_place(line.offer, line.entry) for line in mine(request.person)]


def _place(offer: Offer, entry: Entry) -> PlaceOut:
    return PlaceOut(
        offer=offer.public_id,
        state=entry.outcome,  # type: ignore[arg-type]
        number=entry.number,
        receipt=entry.receipt,
        position=position_of(entry),
        deadline=getattr(entry, "deadline", None),
    )
