# SPDX-License-Identifier: Apache-2.0
"""From a union that exists on paper to a desk that works, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from unionnet.directory.organisations.actions import found_organisation, lead
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.joining import enter_for
from unionnet.directory.people.actions.posting import make_join_code
from unionnet.directory.people.actions.review import approve
from unionnet.directory.people.facts import RoleGranted
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import JoinCode, Membership, Person, Role
from unionnet.directory.people.rules import why_not_open_tenant, why_not_that_name
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb


@dataclass(frozen=True)
class NewUnion:
    """What is registered about the union that begins to work here."""

    name: str
    kind: str
    since: date
    region_code: str = ""
    uscc: str = ""
    leader: Organisation | None = None
    basis: str = ""


@dataclass(frozen=True)
class Tenant:
    """A union that can work: who does it, and the code its members scan."""

    union: Organisation
    officer: Role
    code: JoinCode


@verb
def open_tenant(
    parent: Organisation,
    wanted: NewUnion,
    officer: Particulars,
    *,
    title: str = "",
    by: Person,
    at: datetime | None = None,
) -> Tenant:
    """Found the union, set its industrial leader, appoint its first officer and make its join code: all of it
    or nothing. Later officers are appointed by the security administrator, as everywhere (SE-02)."""
    at = at or database_now()
    union = found_organisation(
        wanted.name,
        wanted.kind,
        parent,
        region_code=wanted.region_code,
        uscc=wanted.uscc,
        since=wanted.since,
        basis=wanted.basis,
        by=by,
        at=at,
    )
    if wanted.leader:
        union = lead(union, wanted.leader, basis=wanted.basis, by=by, at=at)
    person = _known_member(officer) or _new_member(union, officer, by, at)
    role = _appoint(person, union, title, by, local_date(at))
    return Tenant(union, role, make_join_code(union, by=by))


def _known_member(given: Particulars) -> Person | None:
    """A member of another union keeps their 会籍 there; a post asks for none."""
    known = Person.objects.filter(id_index=blind_index("id_number", given.id_number)).first()
    if known and known.name != given.name:
        raise why_not_that_name()
    return known if known and known.memberships.filter(state=Membership.State.ACTIVE).exists() else None


def _new_member(union: Organisation, given: Particulars, by: Person, at: datetime) -> Person:
    membership = enter_for(union, given, by=by, at=at)
    return approve(membership, by=by, at=at).person


def _appoint(person: Person, union: Organisation, title: str, by: Person, on: date) -> Role:
    if refusal := why_not_open_tenant(by, person, union):
        raise refusal
    role = Role.objects.create(
        person=person, organisation=union, name=Role.Name.OFFICER, title=title.strip()[:60], since=on
    )
    tell(RoleGranted(role.pk, person.pk, union.pk), by=by, org_path=union.path)
    return role
