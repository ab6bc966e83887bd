# SPDX-License-Identifier: Apache-2.0
"""Activities for machines: what one may come to, signing in, and for officers the ledger with its counts. No
names."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router
from pydantic import AwareDatetime

from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.organisations.web.schemas import OfUnion
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.queries import public_sites
from unionnet.foundation.clock import database_now
from unionnet.foundation.schemas import (
    PUBLIC,
    Asked,
    Keyset,
    ManyLines,
    OneLine,
    Page,
    Problem,
    PublicId,
    Schema,
    page_of,
    scope,
)
from unionnet.tools.activities.actions import Plan, plan_activity, sign_in, write_outcome
from unionnet.tools.activities.models import Activity, Attendee
from unionnet.tools.activities.queries import (
    activities_ahead,
    activities_seen_by,
    sessions_open,
    with_counts,
)
from unionnet.tools.activities.web.codes import read_code

router = Router(tags=["activities"])
READ, WRITE = scope("activities:read"), scope("activities:write")
MANAGE = "activities.manage"


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
    outcome: str

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


class ActivityIn(Schema):
    """`site` is a station or venue of a union within reach; without one, `place` says where."""

    organisation: PublicId
    kind: Literal["meeting", "training", "culture", "visit", "service", "joint", "show", "other"]
    title: OneLine = Field(..., min_length=2, max_length=80)
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    expected: int = Field(..., ge=1, le=1_000_000)
    purpose: ManyLines = Field("", max_length=1000)
    topic: OneLine = Field("", max_length=40)
    site: PublicId | None = None
    place: OneLine = Field("", max_length=80)
    audience: Literal["everyone", "members"] = "everyone"


class OutcomeIn(Schema):
    outcome: ManyLines = Field(..., min_length=1, max_length=2000)


class SignedIn(Schema):
    """`code` is what the screen of the venue shows at that moment."""

    code: OneLine = Field(..., min_length=1, max_length=200)


class AttendanceOut(Schema):
    """I came: to which activity, to which of its sessions, when."""

    activity: PublicId
    title: str
    session: int
    at: datetime

    @staticmethod
    def resolve_activity(row: Attendee) -> str:
        return str(row.activity.public_id)

    @staticmethod
    def resolve_title(row: Attendee) -> str:
        return row.activity.title

    @staticmethod
    def resolve_session(row: Attendee) -> int:
        return row.session.number


@router.get("/activities/ahead", response=Page[ActivityOut], openapi_extra=PUBLIC)
def ahead(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """Announced or running, and open to whoever asks; what ends first comes first."""
    return page_of(activities_ahead(request.person, database_now()), asked, order=("ends_at", "id"))


@router.get("/activities", response=Page[ActivityFileOut], openapi_extra=READ)
def activities(request: MemberRequest, asked: Query[Asked]) -> Keyset:
    """Files of unions within reach, and those which these give together with others; the newest first."""
    rows = with_counts(activities_seen_by(request.person))
    return page_of(rows, asked, order=("-starts_at", "-id"))


@router.post("/activities", response={201: ActivityFileOut, 404: Problem, 409: Problem}, openapi_extra=WRITE)
def plan(request: MemberRequest, said: ActivityIn) -> tuple[int, Activity]:
    """A new file, planned and not yet with the chair. The same title and hours again are the same file."""
    unions = reached_by(request.person, MANAGE)
    union = get_object_or_404(unions, public_id=said.organisation)
    sites = public_sites().filter(organisation__in=unions.order_by())
    told = said.model_dump(exclude={"organisation", "site"})
    site = get_object_or_404(sites, public_id=said.site) if said.site else None
    made = plan_activity(union, Plan(**told, site=site), by=request.person)
    return 201, _file(request, made.public_id)


@router.get("/activities/{public_id}", response={200: ActivityFileOut, 404: Problem}, openapi_extra=READ)
def activity(request: MemberRequest, public_id: PublicId) -> Activity:
    return _file(request, public_id)


@router.put(
    "/activities/{public_id}/outcome",
    response={200: ActivityFileOut, 404: Problem, 409: Problem},
    openapi_extra=WRITE,
)
def put_outcome(request: MemberRequest, public_id: PublicId, said: OutcomeIn) -> Activity:
    """What came of it, in words; before the archive."""
    write_outcome(_file(request, public_id), said.outcome, by=request.person)
    return _file(request, public_id)


@router.post("/me/attendances", response={201: AttendanceOut, 404: Problem, 409: Problem})
def come(request: MemberRequest, said: SignedIn) -> tuple[int, Attendee]:
    """Sign in where I am. Twice is no error; no token may do it for somebody."""
    session = get_object_or_404(sessions_open(), public_id=read_code(said.code))
    return 201, sign_in(session, by=request.person)


def _file(request: MemberRequest, public_id: str) -> Activity:
    return get_object_or_404(with_counts(activities_seen_by(request.person)), public_id=public_id)
