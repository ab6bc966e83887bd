# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from unionnet.directory.organisations.officers import COUNT
from unionnet.directory.organisations.queries import led_by
from unionnet.directory.people.middleware import MemberRequest
from unionnet.doors.figures.told import led_unions
from unionnet.foundation.schemas import Asked, Keyset, Page, PublicId, Schema, page_of, scope

router = Router(tags=["figures"])
READ = scope("figures:read")


class LedOut(Schema):
    """A union your industrial union leads."""

    id: str = Field(alias="public_id")
    name: str
    kind: str
    led_since: str

    @staticmethod
    def resolve_led_since(row: Any) -> str:
        return str(row.led_since)


class LedFiguresOut(Schema):
    """Its figures, with all below it. `null` is a count that is not told: under the threshold, or one from
    which such a count could be worked out. Months are those of joining."""

    id: str
    members: int | None
    tags: dict[str, int | None]
    months: dict[str, int | None]
    earlier: int | None
    established: int
    expected: int

    @staticmethod
    def resolve_id(line: Any) -> str:
        return str(line.union.public_id)


@router.get("/figures/led", response=Page[LedOut], openapi_extra=READ)
def led(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """The unions led by industrial unions of which you are an officer."""
    return page_of(_led_by(request), asked, order=("pinyin", "id"))


@router.get("/figures/led/{public_id}", response=LedFiguresOut, openapi_extra=READ)
def led_union(request: MemberRequest, public_id: PublicId) -> Any:
    """One of them: members by tag and by month of joining, unions that stand and that should."""
    row = get_object_or_404(_led_by(request), public_id=public_id)
    return led_unions([row], timezone.localdate())[0]


def _led_by(request: MemberRequest) -> Any:
    if not request.person.may(COUNT):
        raise Http404
    return led_by(request.person)
