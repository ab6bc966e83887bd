# SPDX-License-Identifier: Apache-2.0
"""Postings for machines: where, when, what was found and closed. No names, no diary."""

from __future__ import annotations

from datetime import date

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router

from unionnet.directory.organisations.web.schemas import OfUnion
from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.schemas import Asked, Keyset, Page, Problem, PublicId, page_of, scope
from unionnet.programmes.postings.models import Posting
from unionnet.programmes.postings.queries import postings_seen_by, with_counts

router = Router(tags=["postings"])
READ = scope("postings:read")


class PostingOut(OfUnion):
    """`found`, `closed` and `late` count problems as of today; `persons` how many were sent."""

    sent_by: str
    purpose: str
    starts_on: date
    ends_on: date
    persons: int
    entries: int
    found: int
    closed: int
    late: int

    @staticmethod
    def resolve_sent_by(row: Posting) -> str:
        return row.sent_by.name

    @staticmethod
    def resolve_persons(row: Posting) -> int:
        return len(row.team.all())

    @staticmethod
    def resolve_entries(row: Posting) -> int:
        return int(row.entry_count)  # type: ignore[attr-defined]

    @staticmethod
    def resolve_found(row: Posting) -> int:
        return int(row.found_count)  # type: ignore[attr-defined]

    @staticmethod
    def resolve_closed(row: Posting) -> int:
        return int(row.closed_count)  # type: ignore[attr-defined]

    @staticmethod
    def resolve_late(row: Posting) -> int:
        return int(row.late_count)  # type: ignore[attr-defined]


@router.get("/postings", response=Page[PostingOut], openapi_extra=READ)
def postings(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """Those at unions within reach or sent from there, the newest first."""
    rows = with_counts(postings_seen_by(request.person), timezone.localdate())
    return page_of(rows, asked, order=("-starts_on", "-id"))


@router.get("/postings/{public_id}", response={200: PostingOut, 404: Problem}, openapi_extra=READ)
def posting(request: MemberRequest, public_id: PublicId) -> Posting:
    rows = with_counts(postings_seen_by(request.person), timezone.localdate())
    return get_object_or_404(rows, public_id=public_id)
