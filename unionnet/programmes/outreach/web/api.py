# SPDX-License-Identifier: Apache-2.0
"""Outreach meetings for machines: what anybody may read, and for officers how many came of it."""

from __future__ import annotations

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from unionnet.directory.organisations.web.schemas import OfUnion
from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.schemas import Asked, Keyset, Page, Problem, PublicId, page_of, scope
from unionnet.programmes.outreach.models import Meeting
from unionnet.programmes.outreach.queries import meetings_seen_by, with_counts

router = Router(tags=["outreach"])
READ = scope("outreach:read")


class OutreachMeetingOut(OfUnion):
    """`joined` applied through the code of the meeting; `leaflets` were handed out."""

    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    asked: int
    joined: int
    leaflets: int

    @staticmethod
    def resolve_leaflets(row: Meeting) -> int:
        return int(row.leaflets_out)  # type: ignore[attr-defined]


@router.get("/outreach-meetings", response=Page[OutreachMeetingOut], openapi_extra=READ)
def outreach_meetings(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """Those of unions within reach, the newest first."""
    return page_of(with_counts(meetings_seen_by(request.person)), asked, order=("-starts_at", "-id"))


@router.get(
    "/outreach-meetings/{public_id}", response={200: OutreachMeetingOut, 404: Problem}, openapi_extra=READ
)
def outreach_meeting(request: MemberRequest, public_id: PublicId) -> Meeting:
    return get_object_or_404(with_counts(meetings_seen_by(request.person)), public_id=public_id)
