# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from unionnet.directory.people import queries
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.templatetags.people import shown
from unionnet.directory.people.web.machines import hand_out
from unionnet.foundation.schemas import Asked, Keyset, Line, Page, PublicId, Schema, page_of, scope

router = Router(tags=["people"])
READ = scope("members:read")
MINE = scope("me:read")


class MemberOut(Schema):
    """An active member. Numbers are masked: the clear ones are opened at the desk, one by one, with a
    reason."""

    id: str
    person: str
    name: str
    other_name: str
    nationality: str
    id_type: str
    card_no: str | None
    id_number: str
    mobile: str
    occupation: str
    tags: list[str]
    organisation: str
    organisation_name: str
    since: datetime | None

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.public_id)

    @staticmethod
    def resolve_person(row: Any) -> str:
        return str(row.person.public_id)

    @staticmethod
    def resolve_name(row: Any) -> str:
        return str(row.person.name)

    @staticmethod
    def resolve_other_name(row: Any) -> str:
        return str(row.person.other_name)

    @staticmethod
    def resolve_nationality(row: Any) -> str:
        return str(row.person.nationality)

    @staticmethod
    def resolve_id_type(row: Any) -> str:
        return str(row.person.id_type)

    @staticmethod
    def resolve_id_number(row: Any) -> str:
        return shown(row.person, "id_number")

    @staticmethod
    def resolve_mobile(row: Any) -> str:
        return shown(row.person, "mobile")

    @staticmethod
    def resolve_occupation(row: Any) -> str:
        return str(row.person.occupation)

    @staticmethod
    def resolve_tags(row: Any) -> list[str]:
        return list(row.person.tags)

    @staticmethod
    def resolve_organisation(row: Any) -> str:
        return str(row.organisation.public_id)

    @staticmethod
    def resolve_organisation_name(row: Any) -> str:
        return str(row.organisation.name)

    @staticmethod
    def resolve_since(row: Any) -> datetime | None:
        return row.decided_at  # type: ignore[no-any-return]


class MembersAsked(Asked):
    q: Line = ""
    tag: Line = ""
    union: PublicId | None = None


class MeOut(Schema):
    """Myself: visitor, real-name user or member, three states that are never mixed."""

    id: str = Field(alias="public_id")
    name: str
    state: str
    other_name: str
    nationality: str
    document_expires: date | None
    born_on: date | None
    occupation: str
    tags: list[str]
    card_no: str | None
    organisation: str | None
    organisation_name: str | None


@router.get("/members", response=Page[MemberOut], openapi_extra=READ)
def members(request: MemberRequest, asked: Query[MembersAsked]) -> Keyset:
    """Active members of the unions within reach, newest first. `q` is the beginning of a name, or a
    card number. Each slice is noted, and everybody on it can read who took it."""
    if not request.may("people.see"):  # type: ignore[attr-defined]
        raise Http404
    rows = queries.found_members(request.person, words=asked.q, tag=asked.tag, union=asked.union or "")
    found = page_of(rows, asked, order=("-id",))
    hand_out(request, _("会员名单（接口）"), [row.person_id for row in found.items])
    return found


@router.get("/members/{id}", response=MemberOut, openapi_extra=READ)
def member(request: MemberRequest, id: PublicId) -> Membership:
    """One active member within reach, by the id of the membership."""
    found = get_object_or_404(queries.members_seen_by(request.person), public_id=id)
    hand_out(request, _("会员名单（接口）"), [found.person_id])
    return found


@router.get("/me", response=MeOut, openapi_extra=MINE)
def me(request: MemberRequest) -> dict[str, Any]:
    """Who I am to the union."""
    return _me(request.person, queries.active_membership(request.person))


def _me(person: Person, own: Membership | None) -> dict[str, Any]:
    return {
        "public_id": person.public_id,
        "name": person.name,
        "state": "member" if own else "real_name" if person.is_real_name else "visitor",
        "other_name": person.other_name,
        "nationality": person.nationality,
        "document_expires": person.document_expires,
        "born_on": person.born_on,
        "occupation": person.occupation,
        "tags": list(person.tags),
        "card_no": own.card_no if own else None,
        "organisation": own.organisation.public_id if own else None,
        "organisation_name": own.organisation.name if own else None,
    }
