# SPDX-License-Identifier: Apache-2.0
"""Posts for machines. Names leave the house here: each slice is a list of people that is noted."""

from __future__ import annotations

from datetime import date

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router

from unionnet.directory.organisations.web.schemas import OfUnion
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.machines import hand_out
from unionnet.foundation.schemas import Asked, Keyset, Page, Problem, PublicId, page_of, scope
from unionnet.programmes.staffing.models import StaffPost
from unionnet.programmes.staffing.queries import in_force, posts_seen_by

router = Router(tags=["staffing"])
READ = scope("staffing:read")


class StaffPostOut(OfUnion):
    """One post of one person at one union. `person` is the id of the staff member on the roster: several
    posts of one person have the same."""

    person: PublicId
    name: str
    kind: str
    title: str
    since: date
    until: date | None

    @staticmethod
    def resolve_person(row: StaffPost) -> str:
        return str(row.member.public_id)

    @staticmethod
    def resolve_name(row: StaffPost) -> str:
        return row.member.name


class StaffAsked(Asked):
    """`on` is the day; today when it is left out."""

    kind: str = ""
    on: date | None = None


@router.get("/staff-posts", response=Page[StaffPostOut], openapi_extra=READ)
def staff_posts(request: MemberRequest, asked: Query[StaffAsked]) -> Keyset:
    """Posts held on a day at unions within reach, by id."""
    rows = posts_seen_by(request.person).filter(in_force(asked.on or timezone.localdate()))
    found = page_of(rows.filter(kind=asked.kind) if asked.kind else rows, asked)
    hand_out(request, _("干部名册（接口）"), [row.member.person_id for row in found.items])
    return found


@router.get("/staff-posts/{public_id}", response={200: StaffPostOut, 404: Problem}, openapi_extra=READ)
def staff_post(request: MemberRequest, public_id: PublicId) -> StaffPost:
    """One post, also one that is over."""
    found = get_object_or_404(posts_seen_by(request.person), public_id=public_id)
    hand_out(request, _("干部名册（接口）"), [found.member.person_id])
    return found
