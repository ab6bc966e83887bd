# SPDX-License-Identifier: Apache-2.0
"""The seals of the journal. Whoever keeps one can say later whether the journal before it was changed."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from unionnet.doors.audit.queries import seals
from unionnet.foundation.journal.models import Seal
from unionnet.foundation.schemas import PUBLIC, Asked, Keyset, Number, Page, Problem, Schema, page_of

router = Router(tags=["seals"])


class SealOut(Schema):
    """`head` is SHA-256 over the head before and every entry of this batch, in hexadecimal digits."""

    number: int
    head: str
    entries: int
    at: datetime

    @staticmethod
    def resolve_number(row: Seal) -> int:
        return row.pk

    @staticmethod
    def resolve_head(row: Seal) -> str:
        return str(row)


@router.get("/seals", response=Page[SealOut], openapi_extra=PUBLIC)
def all_seals(request: HttpRequest, asked: Query[Asked]) -> Keyset:
    """The newest first: keep its number and head outside this system (`size=1`)."""
    return page_of(seals(), asked, order=("-id",))


@router.get("/seals/{number}", response={200: SealOut, 404: Problem}, openapi_extra=PUBLIC)
def one_seal(request: HttpRequest, number: Number) -> Seal:
    """One you kept: the same number has the same head for ever."""
    return get_object_or_404(seals(), pk=number)
