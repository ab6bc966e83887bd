# SPDX-License-Identifier: Apache-2.0
"""Cases for machines, as an exchange with 12345 needs them: what comes from there is taken in under its own
number, what lies with a union is signed for, answered or returned."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router

from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.schemas import (
    Asked,
    Keyset,
    ManyLines,
    OneLine,
    Page,
    Problem,
    PublicId,
    Schema,
    as_in,
    page_of,
    scope,
)
from unionnet.tools.casework.actions import (
    Matter,
    Owner,
    Source,
    give_back,
    plain_kind,
    reply,
    sign_for,
    take_in,
)
from unionnet.tools.casework.models import PLAIN, Case, Dispatch
from unionnet.tools.casework.queries import (
    history_of,
    in_full,
    kind_called,
    offices_that_take_in,
    sent_on,
    shares_of,
    shares_seen_by,
    to_do,
)
from unionnet.tools.casework.web.forms import MOBILE
from unionnet.tools.casework.web.seeing import get_case

router = Router(tags=["cases"])
READ, WRITE = scope("cases:read"), scope("cases:write")
REFUSED = {404: Problem, 409: Problem}


class CaseOut(Schema):
    """`holder` is the union whose turn it is, `steps` the version to name in `seen`. Who brought it is told
    nobody here."""

    id: PublicId
    kind: str
    grade: str
    title: str
    organisation: str
    holder: str
    channel: Literal["page", "station", "desk", "call", "api", "12345", "programme"]
    source_no: str
    state: str
    steps: int
    received_at: datetime
    due_at: datetime
    closed_at: datetime | None
    satisfied: bool | None

    @staticmethod
    def resolve_id(row: Case) -> str:
        return str(row.public_id)

    @staticmethod
    def resolve_kind(row: Case) -> str:
        return str(row.kind.key)

    @staticmethod
    def resolve_organisation(row: Case) -> str:
        return str(row.organisation.name)

    @staticmethod
    def resolve_holder(row: Case) -> str:
        return str(row.holder.name)


class StepOut(Schema):
    number: int
    move: str
    state: str
    organisation: str
    unit: str
    reason: str
    at: datetime


class ShareOut(Schema):
    """What one union has of a case. `is_lead` is false where it only helps."""

    unit: str
    is_lead: bool
    state: str
    sent_at: datetime
    sign_due_at: datetime | None
    signed_at: datetime | None
    due_at: datetime
    replied_at: datetime | None

    @staticmethod
    def resolve_unit(row: Dispatch) -> str:
        return str(row.unit.name)


class LineOut(ShareOut):
    """A line of a tray."""

    case: CaseOut


class CaseInFull(CaseOut):
    text: str
    reply: str
    shares: list[ShareOut]
    history: list[StepOut]

    @staticmethod
    def resolve_shares(row: Case) -> list[Dispatch]:
        return shares_of(row)

    @staticmethod
    def resolve_history(row: Case) -> list[StepOut]:
        return [
            StepOut(
                number=step.number,
                move=step.move,
                state=step.state,
                organisation=step.organisation.name if step.organisation else "",
                unit=step.unit.name if step.unit else "",
                reason=step.reason,
                at=step.at,
            )
            for step in history_of(row)
        ]


class CaseIn(Schema):
    """`office` is the union that takes it in. What is sent again under the same `source_no` is the case that
    is there already. With a phone its owner follows it by number."""

    office: PublicId
    kind: OneLine = Field(PLAIN, max_length=40)
    title: OneLine = Field(..., min_length=1, max_length=80)
    text: ManyLines = as_in(Case, "text", "")
    channel: Literal["api", "12345"] = "api"
    source_no: OneLine = Field("", max_length=40)
    name: OneLine = Field("", max_length=60)
    phone: str = Field("", pattern=f"{MOBILE}|^$")


class SeenIn(Schema):
    """`seen`: the `steps` of the version that was read. Another version is refused."""

    seen: int | None = Field(None, ge=0, le=2**31 - 1)


class SaidIn(SeenIn):
    words: ManyLines = Field(..., min_length=1, max_length=4000)


class Wanted(Asked):
    """`todo` waits for the caller's own unions, `others` lies with others, `all` is within reach. `unit`
    narrows it to one union."""

    tray: Literal["todo", "others", "all"] = "todo"
    unit: PublicId | None = None
    kind: OneLine = Field("", max_length=40)


@router.get("/cases", response=Page[LineOut], openapi_extra=READ)
def cases(request: MemberRequest, asked: Query[Wanted]) -> Keyset:
    """The lines of a tray, what runs out first on top."""
    trays = {"todo": to_do, "others": sent_on, "all": shares_seen_by}
    rows = in_full(trays[asked.tray](request.person))
    if asked.unit:
        rows = rows.filter(unit__public_id=asked.unit)
    if asked.kind:
        rows = rows.filter(kind__key=asked.kind)
    return page_of(rows, asked, order=("due_at", "id"))


@router.post("/cases", response={201: CaseInFull, **REFUSED}, openapi_extra=WRITE)
def send(request: MemberRequest, said: CaseIn) -> tuple[int, Case]:
    """Take a case in at a union of the caller."""
    plain_kind()
    office = get_object_or_404(offices_that_take_in(request.person), public_id=said.office)
    made = take_in(
        kind_called.or_404(said.kind),
        office,
        Matter(said.title, said.text),
        Owner(phone=said.phone, name=said.name),
        source=Source(said.channel, said.source_no),
        by=request.person,
    )
    return 201, get_case(request, made.public_id)


@router.get("/cases/{public_id}", response={200: CaseInFull, 404: Problem}, openapi_extra=READ)
def case(request: MemberRequest, public_id: PublicId) -> Case:
    return get_case(request, public_id)


@router.post("/cases/{public_id}/signature", response={200: CaseInFull, **REFUSED}, openapi_extra=WRITE)
def sign(request: MemberRequest, public_id: PublicId, said: SeenIn) -> Case:
    """The union with which it lies has it, and works on it."""
    sign_for(get_case(request, public_id), by=request.person, seen=said.seen)
    return get_case(request, public_id)


@router.post("/cases/{public_id}/reply", response={200: CaseInFull, **REFUSED}, openapi_extra=WRITE)
def answer(request: MemberRequest, public_id: PublicId, said: SaidIn) -> Case:
    """What was done about it, for the union above."""
    reply(get_case(request, public_id), said.words, by=request.person, seen=said.seen)
    return get_case(request, public_id)


@router.post("/cases/{public_id}/return", response={200: CaseInFull, **REFUSED}, openapi_extra=WRITE)
def hand_back(request: MemberRequest, public_id: PublicId, said: SaidIn) -> Case:
    """Not a matter of this union: back to the one that sent it."""
    give_back(get_case(request, public_id), said.words, by=request.person, seen=said.seen)
    return get_case(request, public_id)
