# SPDX-License-Identifier: Apache-2.0
"""Supervision for machines: a system of a union collects what is to be followed, reads how far it is, and
reports on its own parts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router

from unionnet.directory.organisations.web.schemas import OfUnion
from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.schemas import (
    Asked,
    Keyset,
    Line,
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
from unionnet.tools.supervision.actions import Progress, collect, report
from unionnet.tools.supervision.actions import Words as Said
from unionnet.tools.supervision.models import Item, Part, Report
from unionnet.tools.supervision.queries.seeing import (
    items_seen_by,
    offices_managed_by,
    parts_of,
    parts_seen_by,
)

router = Router(tags=["supervision"])
READ, WRITE = scope("supervision:read"), scope("supervision:write")


class ItemOut(OfUnion):
    """`organisation` is the union whose office follows it; `code` its number, once it has one."""

    code: str
    title: str
    source: str
    state: str
    starts_on: date | None
    due_on: date | None
    collected_at: datetime
    closed_at: datetime | None
    result: str


class PartOut(OfUnion):
    """What one union does of it. `percent` is what it last reported."""

    department: str
    task: str
    is_lead: bool
    state: str
    percent: int
    due_on: date
    signed_at: datetime | None
    handed_in_at: datetime | None
    accepted_at: datetime | None


class ItemInFull(ItemOut):
    requirement: str
    basis: str
    whose: str
    parts: list[PartOut]

    @staticmethod
    def resolve_parts(row: Item, context: dict[str, Any]) -> list[Part]:
        """Those the caller may see."""
        return list(parts_of(row, context["request"].person))


class ItemIn(Schema):
    """`office` is the union whose office puts it on its list."""

    office: PublicId
    title: OneLine = Field(..., min_length=4, max_length=120)
    requirement: ManyLines = as_in(Item, "requirement", "")
    source: Literal["plan", "meeting", "leader", "problem", "visit", "proposal", "commitment"] = "plan"
    basis: OneLine = Field("", max_length=80)
    whose: OneLine = Field("", max_length=80)


class ReportIn(Schema):
    """`key` is the sender's own: sent twice, it is one report."""

    percent: int = Field(..., ge=0, le=100)
    text: Line = Field(..., min_length=1)
    key: OneLine = Field(..., min_length=1, max_length=32)


class ReportOut(Schema):
    id: PublicId
    part: PublicId
    percent: int
    text: str
    at: datetime

    @staticmethod
    def resolve_id(row: Report) -> str:
        return str(row.public_id)

    @staticmethod
    def resolve_part(row: Report) -> str:
        return str(row.part.public_id)


class Wanted(Asked):
    """`unit` is the union whose office follows them."""

    state: Literal[
        "", "collected", "registered", "assigned", "suspended", "closed", "archived", "dropped"
    ] = ""
    unit: PublicId | None = None


@router.get("/supervision/items", response=Page[ItemOut], openapi_extra=READ)
def items(request: MemberRequest, asked: Query[Wanted]) -> Keyset:
    """Of offices within reach, and those in which a union within reach has a part; the newest first."""
    rows = items_seen_by(request.person)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.unit:
        rows = rows.filter(organisation__public_id=asked.unit)
    return page_of(rows, asked, order=("-id",))


@router.post(
    "/supervision/items", response={201: ItemInFull, 404: Problem, 409: Problem}, openapi_extra=WRITE
)
def put_on_the_list(request: MemberRequest, said: ItemIn) -> tuple[int, Item]:
    """Something to be followed comes in. The leading group gives it its number and day."""
    office = get_object_or_404(offices_managed_by(request.person), public_id=said.office)
    words = Said(said.title, said.requirement, said.source, said.basis, said.whose)
    made = collect(office, words, by=request.person)
    return 201, _found(request, made.public_id)


@router.get("/supervision/items/{public_id}", response={200: ItemInFull, 404: Problem}, openapi_extra=READ)
def item(request: MemberRequest, public_id: PublicId) -> Item:
    return _found(request, public_id)


@router.post(
    "/supervision/parts/{public_id}/reports",
    response={201: ReportOut, 404: Problem, 409: Problem},
    openapi_extra=WRITE,
)
def report_on(request: MemberRequest, public_id: PublicId, said: ReportIn) -> tuple[int, Report]:
    """How far a part of the caller's own union is."""
    part: Part = get_object_or_404(parts_seen_by(request.person), public_id=public_id)
    return 201, report(part, Progress(said.percent, said.text, said.key), by=request.person)


def _found(request: MemberRequest, public_id: str) -> Item:
    return get_object_or_404(items_seen_by(request.person), public_id=public_id)
