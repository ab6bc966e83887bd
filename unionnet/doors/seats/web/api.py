# SPDX-License-Identifier: Apache-2.0
"""Calls for machines: a switchboard tells of them as they come, another desk reads them and ends them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router
from pydantic import AwareDatetime

from unionnet.directory.people.middleware import MemberRequest
from unionnet.doors.seats.actions import Heard, Taken, hear, make_case, pick, settle
from unionnet.doors.seats.models import Call
from unionnet.doors.seats.queries import calls_told_to, desks_that_connect
from unionnet.doors.seats.web.forms import known_kinds
from unionnet.foundation.schemas import (
    Asked,
    Keyset,
    Line,
    Page,
    Problem,
    PublicId,
    Schema,
    Words,
    page_of,
    scope,
)

router = Router(tags=["calls"])
READ, WRITE = scope("calls:read"), scope("calls:write")
REFUSED = {404: Problem, 409: Problem}
NUMBER, PRINTED = r"^[0-9+()\- ]*$", r"^[!-~]+$"


class EventIn(Schema):
    """One thing that happened to a call. `event` is its own id: the same event sent again changes nothing.
    Events may come in any order. `call` is the switchboard's id of the call; `number` comes with `ring`
    (empty where it is hidden), `extension` with `answer`, `recording` with `recording`."""

    office: PublicId
    event: str = Field(..., max_length=64, pattern=PRINTED)
    call: str = Field(..., max_length=64, pattern=PRINTED)
    what: Literal["ring", "answer", "hang_up", "recording"]
    at: AwareDatetime
    number: str = Field("", max_length=24, pattern=NUMBER)
    extension: str = Field("", max_length=12, pattern=r"^[0-9]*$")
    recording: Line = ""


class HeardOut(Schema):
    """What is known of the call by now."""

    id: PublicId
    call: str
    begun_at: datetime
    rang_at: datetime | None
    answered_at: datetime | None
    hung_up_at: datetime | None
    recording: str

    @staticmethod
    def resolve_id(row: Call) -> str:
        return str(row.public_id)

    @staticmethod
    def resolve_call(row: Call) -> str:
        return str(row.number)


class CallOut(HeardOut):
    """`ending` is empty while somebody still has to end it; with `case` it became that case, else it says why
    not. Who called is told nobody here."""

    organisation: str
    ending: str
    case: PublicId | None

    @staticmethod
    def resolve_organisation(row: Call) -> str:
        return str(row.organisation.name)

    @staticmethod
    def resolve_case(row: Call) -> str | None:
        return str(row.case.public_id) if row.case else None


class EndingIn(Schema):
    """A `title` makes a case of it, answered on the spot with a `reply`; without one `ending` says why
    there is none."""

    title: Line = ""
    kind: Line = "hotline.consult"
    text: Words = ""
    reply: Words = ""
    ending: Literal["", "progress", "silent", "wrong", "nuisance", "unreached"] = ""


@router.post("/calls/events", response={200: HeardOut, **REFUSED}, openapi_extra=WRITE)
def event(request: MemberRequest, said: EventIn) -> Call:
    """A switchboard tells of a call of this union; its token is made by a system administrator."""
    office = get_object_or_404(desks_that_connect(request.person), public_id=said.office)
    heard = Heard(said.event, said.call, said.what, said.at, said.number, said.extension, said.recording)
    return hear(office, heard, by=request.person)


@router.get("/calls", response=Page[CallOut], openapi_extra=READ)
def calls(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """The calls of the caller's own desks, the newest first."""
    return page_of(calls_told_to(request.person), asked, order=("-begun_at", "-id"))


@router.post("/calls/{public_id}/ending", response={200: CallOut, **REFUSED}, openapi_extra=WRITE)
def end(request: MemberRequest, public_id: PublicId, said: EndingIn) -> Call:
    """Take the call, if nobody has it, and end it: with a case, or with the reason why there is none."""
    found = get_object_or_404(calls_told_to(request.person), public_id=public_id)
    found = pick(found, by=request.person)
    if not said.title:
        settle(found, said.ending, by=request.person)
    elif kind := next((each for each in known_kinds() if each.key == said.kind), None):
        make_case(found, Taken(kind, said.title, said.text), reply=said.reply, by=request.person)
    else:
        raise Http404
    return get_object_or_404(calls_told_to(request.person), public_id=public_id)
