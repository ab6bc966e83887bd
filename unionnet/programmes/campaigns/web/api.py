# SPDX-License-Identifier: Apache-2.0
"""Campaigns for machines: what they came to. No names."""

from __future__ import annotations

from datetime import date

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from unionnet.directory.organisations.web.schemas import OfUnion
from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.schemas import Asked, Keyset, Page, Problem, PublicId, page_of, scope
from unionnet.programmes.campaigns.models import Campaign
from unionnet.programmes.campaigns.queries import campaigns_seen_by, with_counts

router = Router(tags=["campaigns"])
READ = scope("activities:read")


class CampaignOut(OfUnion):
    """`persons` are different people over all activities, `person_times` how often one came; money in 分."""

    kind: str
    line: str
    title: str
    starts_on: date
    ends_on: date
    groups: list[str]
    activities: int
    persons: int
    person_times: int
    budget: int
    spent: int
    is_closed: bool

    @staticmethod
    def resolve_groups(row: Campaign) -> list[str]:
        return row.any_tags

    @staticmethod
    def resolve_activities(row: Campaign) -> int:
        return int(row.held_count)  # type: ignore[attr-defined]

    @staticmethod
    def resolve_persons(row: Campaign) -> int:
        return int(row.persons_now)  # type: ignore[attr-defined]

    @staticmethod
    def resolve_person_times(row: Campaign) -> int:
        return int(row.times_now)  # type: ignore[attr-defined]

    @staticmethod
    def resolve_spent(row: Campaign) -> int:
        return int(row.spent_now)  # type: ignore[attr-defined]

    @staticmethod
    def resolve_is_closed(row: Campaign) -> bool:
        return row.closed_at is not None


@router.get("/campaigns", response=Page[CampaignOut], openapi_extra=READ)
def campaigns(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """Those of unions within reach, the newest first."""
    rows = with_counts(campaigns_seen_by(request.person))
    return page_of(rows, asked, order=("-starts_on", "-id"))


@router.get("/campaigns/{public_id}", response={200: CampaignOut, 404: Problem}, openapi_extra=READ)
def campaign(request: MemberRequest, public_id: PublicId) -> Campaign:
    return get_object_or_404(with_counts(campaigns_seen_by(request.person)), public_id=public_id)
