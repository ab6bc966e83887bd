# SPDX-License-Identifier: Apache-2.0
"""What a person sees about themselves."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from unionnet.directory.people.consents import Wording, all_wordings
from unionnet.directory.people.guidance import listed_with
from unionnet.directory.people.models import (
    MEMBER_STATES,
    Account,
    Consent,
    Disclosed,
    Membership,
    Opening,
    Person,
    Role,
)
from unionnet.directory.people.queries.members import memberships_of
from unionnet.directory.people.queries.posts import roles_of, today

MOST = 200


def openings_about(person: Person) -> QuerySet[Opening]:
    """Who opened which of my fields, when and why."""
    return Opening.objects.filter(person=person).select_related("by", "organisation").order_by("-at", "-id")


def disclosures_about(person: Person) -> QuerySet[Disclosed]:
    """Which lists that left the house had me on them, who took them and what for."""
    rows = Disclosed.objects.filter(person=person)
    return rows.select_related("disclosure__by", "disclosure__organisation").order_by("-disclosure_id")


def consents_of(person: Person) -> QuerySet[Consent]:
    return Consent.objects.filter(person=person).order_by("-given_at", "-id")


@dataclass(frozen=True)
class Purpose:
    """One purpose as it stands with a person: `state` is given, withdrawn, on (nobody asked, may be refused)
    or none; `rows` are their words, the last first."""

    wording: Wording
    state: str
    rows: list[Consent]

    @property
    def is_open(self) -> bool:
        return self.state in ("given", "on")


def purposes_of(person: Person) -> list[Purpose]:
    """Every purpose that rests on somebody's word, with what they said, in one question."""
    said: dict[str, list[Consent]] = {}
    for row in consents_of(person)[:MOST]:
        said.setdefault(row.purpose, []).append(row)
    found = [
        Purpose(one, _state(one, said.get(one.purpose, [])), said.get(one.purpose, []))
        for one in all_wordings()
    ]
    return [purpose for purpose in found if purpose.state != "none"]


def _state(wording: Wording, rows: list[Consent]) -> str:
    if any(row.withdrawn_at is None for row in rows):
        return "given"
    return "withdrawn" if rows else "on" if wording.is_on else "none"


@dataclass(frozen=True)
class Unfinished:
    """What a member may say about themselves that an old list did not know. `is_claim`: nobody knows yet that
    they are the member, since they signed in by the phone of the list for the first time."""

    missing: list[str]
    is_claim: bool


def unfinished(person: Person, account: Account | None) -> Unfinished | None:
    """What this person may complete, if anything (待完善)."""
    missing = [field for field in person.missing if field != "mobile"]  # that comes with a proof of its own
    if missing and memberships_of(person).filter(state__in=MEMBER_STATES).exists():
        return Unfinished(missing, is_claim=False)
    if account and not person.is_real_name and listed_with(account):
        return Unfinished(["id_number", "occupation"], is_claim=True)
    return None


@dataclass(frozen=True)
class Mine:
    """The page of one person about themselves."""

    person: Person
    membership: Membership | None
    others: list[Membership]
    openings: int
    posts: list[Role]


def mine(person: Person) -> Mine:
    """Three questions: memberships, openings, posts."""
    memberships = list(memberships_of(person)[:20])
    active = next((each for each in memberships if each.is_member), None)
    others = [each for each in memberships if each != active]
    posts = roles_of(person, today())
    return Mine(person, active, others, openings_about(person).count(), posts)
