# SPDX-License-Identifier: Apache-2.0
"""Benefits for machines: what is mine, a till that takes cards, the store-room of a union, and what anyone
may decide again."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.schemas import PUBLIC, Asked, Keyset, Page, Problem, PublicId, page_of, scope
from unionnet.tools.benefits import queries
from unionnet.tools.benefits.actions import use_card
from unionnet.tools.benefits.codes import GOOD_FOR, code_of, read_code
from unionnet.tools.benefits.models import Benefit, Consignment, Raffle, Stock, Use
from unionnet.tools.benefits.queries.proof import published
from unionnet.tools.benefits.queries.raffles import public_raffles, raffles_open_to
from unionnet.tools.benefits.rules import why_not_use
from unionnet.tools.benefits.web.counter import moment_of
from unionnet.tools.benefits.web.schemas import (
    BenefitOut,
    CodeOut,
    ConsignmentOut,
    MerchantOut,
    MovementOut,
    ProofOut,
    RaffleInFull,
    RaffleOut,
    ReceiptOut,
    StockInFull,
    StockOut,
    UseIn,
    UseOut,
    VoucherOut,
)

router = Router(tags=["benefits"])
MINE, STOCK, TAKE = scope("benefits:read"), scope("stock:read"), scope("vouchers:write")


class StockAsked(Asked):
    """`unit` is the union where it lies. Empty shelves are left out unless asked for."""

    unit: PublicId | None = None
    kind: Literal["", "parcel", "season", "card", "coupon", "facility", "project"] = ""
    empty: bool = False


class ConsignmentsAsked(Asked):
    state: Literal["", "sent", "received", "recalled"] = ""


@router.get("/me/benefits", response=list[BenefitOut], openapi_extra=MINE)
def waiting(request: MemberRequest) -> list[Benefit]:
    """What waits for me now, the first to lapse in front; fifty at most."""
    return queries.waiting_for(request.person, database_now())


@router.get("/me/receipts", response=Page[ReceiptOut], openapi_extra=MINE)
def had(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """What I was given, the newest first."""
    return page_of(queries.receipts_of(request.person), asked, order=("-at", "-id"))


@router.get("/me/vouchers", response=Page[VoucherOut], openapi_extra=MINE)
def vouchers(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """My cards, the newest first."""
    return page_of(queries.vouchers_of(request.person), asked, order=("-id",))


@router.get("/me/vouchers/{public_id}/code", response={200: CodeOut, 404: Problem, 409: Problem})
def code(request: MemberRequest, public_id: PublicId) -> CodeOut:
    """What the card shows for its next use. No token may ask: who has the code uses the card."""
    voucher = get_object_or_404(queries.vouchers_of(request.person), public_id=public_id)
    now = database_now()
    if no := why_not_use(voucher, voucher.used + 1, at=now, on=local_date(now)):
        raise no
    return CodeOut(code=code_of(voucher, at=now), good_until=now + GOOD_FOR)


@router.get("/me/merchants", response=Page[MerchantOut], openapi_extra=TAKE)
def merchants(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """Where I take cards."""
    return page_of(queries.merchants_kept_by(request.person).select_related("organisation"), asked)


@router.post(
    "/me/merchants/{public_id}/uses",
    response={201: UseOut, 404: Problem, 409: Problem},
    openapi_extra=TAKE,
)
def take(request: MemberRequest, public_id: PublicId, said: UseIn) -> tuple[int, Use]:
    """Take a card: one use of it, and no name of who came."""
    merchant = get_object_or_404(queries.merchants_kept_by(request.person), public_id=public_id)
    at = moment_of(int(said.shown_at.timestamp()) if said.shown_at else None)
    shown, was_kept = read_code(said.code, at=at), said.shown_at is not None
    return 201, use_card(merchant, shown, key=said.key, by=request.person, was_kept=was_kept, at=at)


@router.get("/stocks", response=Page[StockOut], openapi_extra=STOCK)
def stocks(request: MemberRequest, asked: Query[StockAsked]) -> Keyset:
    """What lies with unions within reach, the newest first."""
    rows = queries.found_stocks(queries.stocks_seen_by(request.person), "", asked.kind, empty=asked.empty)
    if asked.unit:
        rows = rows.filter(organisation__public_id=asked.unit)
    return page_of(rows, asked, order=("-id",))


@router.get("/stocks/{public_id}", response={200: StockInFull, 404: Problem}, openapi_extra=STOCK)
def stock(request: MemberRequest, public_id: PublicId) -> Stock:
    """One batch at one union, and whether its book ties."""
    return _stock(request, public_id)


@router.get(
    "/stocks/{public_id}/movements", response={200: Page[MovementOut], 404: Problem}, openapi_extra=STOCK
)
def movements(request: MemberRequest, public_id: PublicId, asked: Query[Asked]) -> Keyset:
    """Its book line by line, the newest first."""
    return page_of(queries.movements_of(_stock(request, public_id)), asked, order=("-id",))


@router.get("/consignments", response=Page[ConsignmentOut], openapi_extra=STOCK)
def consignments(request: MemberRequest, asked: Query[ConsignmentsAsked]) -> Keyset:
    """To unions within reach, and from them; the newest first."""
    rows = queries.consignments_seen_by(request.person)
    return page_of(rows.filter(state=asked.state) if asked.state else rows, asked, order=("-id",))


@router.get("/consignments/{public_id}", response={200: ConsignmentOut, 404: Problem}, openapi_extra=STOCK)
def consignment(request: MemberRequest, public_id: PublicId) -> Consignment:
    return get_object_or_404(queries.consignments_seen_by(request.person), public_id=public_id)


@router.get("/raffles", response=Page[RaffleOut], openapi_extra=PUBLIC)
def raffles(request: HttpRequest, asked: Query[Asked]) -> Keyset:
    """The draws to come and running that the caller may take part in, the latest opening first. One that is
    over is read under its id, by anyone."""
    person: Person | None = getattr(request, "person", None)
    return page_of(raffles_open_to(person, database_now()), asked, order=("-opens_at", "-id"))


@router.get("/raffles/{public_id}", response={200: RaffleInFull, 404: Problem}, openapi_extra=PUBLIC)
def raffle(request: HttpRequest, public_id: PublicId) -> Raffle:
    return get_object_or_404(public_raffles(), public_id=public_id)


@router.get("/raffles/{public_id}/proof", response={200: ProofOut, 404: Problem}, openapi_extra=PUBLIC)
def proof(request: HttpRequest, public_id: PublicId) -> StreamingHttpResponse:
    """What anyone may recompute from, streamed: `unionnet drill recompute` reads it."""
    found = get_object_or_404(public_raffles(), public_id=public_id)
    return StreamingHttpResponse(published(found), content_type="application/json; charset=utf-8")


def _stock(request: MemberRequest, public_id: str) -> Stock:
    return get_object_or_404(queries.stocks_seen_by(request.person), public_id=public_id)
