# SPDX-License-Identifier: Apache-2.0
"""Activities for machines: what one may come to, and for officers the ledger with its counts. No names."""

from __future__ import annotations

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from unionnet.directory.organisations.web.schemas import OfUnion
from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.clock import database_now
from unionnet.foundation.schemas import PUBLIC, Asked, Keyset, Page, Problem, PublicId, page_of, scope
from unionnet.tools.activities.models import Activity
from unionnet.tools.activities.queries import activities_ahead, activities_seen_by, with_counts

router = Router(tags=["activities"])
READ = scope("activities:read")


class ActivityOut(OfUnion):
    """`groups` is empty when it is for all."""

    kind: str
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    audience: str
    groups: list[str]

    @staticmethod
    def resolve_place(row: Activity) -> str:
        return row.where

    @staticmethod
    def resolve_groups(row: Activity) -> list[str]:
        return row.any_tags


class ActivityFileOut(ActivityOut):
    """`persons` are different people, `person_times` how often one came; money is in 分."""

    code: str
    topic: str
    state: str
    expected: int
    persons: int
    person_times: int
    planned: int
    spent: int

    @staticmethod
    def resolve_persons(row: Activity) -> int:
        return int(row.persons_now)  # type: ignore[attr-defined]

    @staticmethod
    def resolve_person_times(row: Activity) -> int:
        return int(row.times_now)  # type: ignore[attr-defined]

    @staticmethod
    def resolve_planned(row: Activity) -> int:
        return int(row.planned_now)  # type: ignore[attr-defined]

    @staticmethod
    def resolve_spent(row: Activity) -> int:
        return int(row.spent_now)  # type: ignore[attr-defined]


@router.get("/activities/ahead", response=Page[ActivityOut], openapi_extra=PUBLIC)
def ahead(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """Announced or running, and open to whoever asks; what ends first comes first."""
    return page_of(activities_ahead(request.person, database_now()), asked, order=("ends_at", "id"))


@router.get("/activities", response=Page[ActivityFileOut], openapi_extra=READ)
def activities(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """Files of unions within reach, and those which these give together with others; the newest first."""
    rows = with_counts(activities_seen_by(request.person))
    return page_of(rows, asked, order=("-starts_at", "-id"))


@router.get("/activities/{public_id}", response={200: ActivityFileOut, 404: Problem}, openapi_extra=READ)
def activity(request: MemberRequest, public_id: PublicId) -> Activity:
    return get_object_or_404(with_counts(activities_seen_by(request.person)), public_id=public_id)
