# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from unionnet.directory.organisations.browsing import Wanted, listed
from unionnet.directory.organisations.queries import organisations_seen_by, tier_totals
from unionnet.directory.organisations.web.doors import OfficerRequest
from unionnet.foundation.schemas import Asked, Keyset, Line, Page, PublicId, Schema, page_of, scope

router = Router(tags=["organisations"])
READ = scope("organisations:read")


class OrganisationOut(Schema):
    """A union. One abroad has a country (ISO 3166 alpha-3) and no region code. Without `since` it should
    exist but is not established yet."""

    id: str = Field(alias="public_id")
    name: str
    kind: str
    tier: int | None
    parent: str | None
    region_code: str
    country: str
    time_zone: str
    uscc: str | None
    since: date | None
    until: date | None

    @staticmethod
    def resolve_parent(row: Any) -> str | None:
        return row.parent.public_id if row.parent else None


class OrganisationsAsked(Asked):
    q: Line = ""
    tier: str = Field("", pattern=r"^([123]|small)?$")
    state: str = Field("", pattern=r"^(established|missing|expected|dissolved)?$")
    under: PublicId | None = None


class TierOut(Schema):
    """One tier of the 小三级: a rate never travels without its two numbers."""

    tier: str = Field(alias="key")
    established: int
    expected: int


class TiersOut(Schema):
    on: date
    tiers: list[TierOut]
    whole: TierOut
    employers_covered: int
    employers_expected: int


@router.get("/organisations", response=Page[OrganisationOut], openapi_extra=READ)
def organisations(request: OfficerRequest, asked: Query[OrganisationsAsked]) -> Keyset:
    """The unions you may see, in the order of their names' pinyin."""
    seen = organisations_seen_by(request.person)
    under = get_object_or_404(seen, public_id=asked.under) if asked.under else None
    wanted = Wanted(asked.q, asked.tier, "", asked.state, under)
    return page_of(listed(request.person, wanted, timezone.localdate()), asked, order=("pinyin", "id"))


@router.get("/organisations/{public_id}", response=OrganisationOut, openapi_extra=READ)
def organisation(request: OfficerRequest, public_id: PublicId) -> Any:
    return get_object_or_404(
        organisations_seen_by(request.person).select_related("parent"), public_id=public_id
    )


@router.get("/organisations/{public_id}/tiers", response=TiersOut, openapi_extra=READ)
def tiers(request: OfficerRequest, public_id: PublicId, on: date | None = None) -> Any:
    """The 小三级 at and below this union on a day (today when none is given)."""
    row = get_object_or_404(organisations_seen_by(request.person), public_id=public_id)
    if not request.person.reach("organisations.see").covers(row.path):
        raise Http404
    return tier_totals(row.path, on or timezone.localdate())
