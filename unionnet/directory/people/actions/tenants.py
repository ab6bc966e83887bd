# SPDX-License-Identifier: Apache-2.0
"""From a union that exists on paper to a desk that works, in one go and by two hands."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.actions import found_organisation, lead
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.joining import enter_for
from unionnet.directory.people.actions.posting import make_join_code
from unionnet.directory.people.actions.review import approve
from unionnet.directory.people.countersigning import officer_of, waits_until, why_not_ask
from unionnet.directory.people.facts import CountersigningAsked, RoleGranted
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import (
    Countersigning,
    JoinCode,
    Membership,
    Person,
    Role,
    WantedTenant,
)
from unionnet.directory.people.rules import why_not_open_tenant, why_not_that_name
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
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
def ask_tenant(
    parent: Organisation,
    wanted: NewUnion,
    officer: Particulars,
    reason: str,
    *,
    title: str = "",
    by: Person,
    at: datetime | None = None,
) -> Countersigning:
    """Propose to found the union, set its industrial leader, appoint its first officer and make its join
    code: all of it or nothing. What waits already is given back. Later officers are appointed by the security
    administrator, as everywhere (SE-02)."""
    at = at or database_now()
    if refusal := why_not_ask(by, reason):
        raise refusal
    waiting = WantedTenant.objects.filter(
        countersigning__organisation=parent, countersigning__asked_by=by, name=wanted.name
    )
    same = waiting.filter(countersigning__state="waiting", countersigning__until__gt=at)
    if found := same.select_related("countersigning").first():
        return found.countersigning
    # Tried and taken back: what the second hand would be refused is refused now, to whoever can mend it.
    with transaction.atomic():
        _open(parent, wanted, officer, title, by=by, entered_by=by, at=at)
        transaction.set_rollback(True)
    asked = Countersigning.objects.create(
        act=Countersigning.Act.TENANT,
        organisation=parent,
        reason=reason.strip()[:200],
        asked_by=by,
        asked_at=at,
        until=waits_until(parent.county_code, at),
    )
    WantedTenant.objects.create(
        countersigning=asked,
        **vars(wanted),
        title=title.strip()[:60],
        officer=json.dumps(officer.written(), ensure_ascii=False),
    )
    tell(CountersigningAsked(asked.pk, parent.pk, asked.act), by=by, org_path=parent.path)
    return asked


def open_tenant(found: Countersigning, *, by: Person, at: datetime) -> Tenant:
    """What the first hand asked, once the second has agreed; in the caller's transaction. The first has seen
    the officer's papers and enters them."""
    wanted = (
        WantedTenant.objects.select_for_update(of=["self"]).select_related("leader").get(countersigning=found)
    )
    of_the_union = {field.name: getattr(wanted, field.name) for field in fields(NewUnion)}
    officer = officer_of(wanted)
    if officer is None:
        raise Refusal("decided", _("这件事已经办结：%(state)s。"), state=found.get_state_display())
    tenant = _open(
        found.organisation,
        NewUnion(**of_the_union),
        officer,
        wanted.title,
        by=by,
        entered_by=found.asked_by,
        at=at,
    )
    wanted.union = tenant.union
    wanted.save(update_fields=["union"])
    return tenant


def forget_officer(found: Countersigning) -> None:
    """Decided, one way or the other: what was sealed for it goes."""
    WantedTenant.objects.filter(countersigning=found).update(officer=None)


def _open(
    parent: Organisation,
    wanted: NewUnion,
    officer: Particulars,
    title: str,
    *,
    by: Person,
    entered_by: Person,
    at: datetime,
) -> Tenant:
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
    person = _known_member(officer) or _new_member(union, officer, entered_by, by, at)
    role = _appoint(person, union, title, by, entered_by, local_date(at))
    return Tenant(union, role, make_join_code(union, by=by))


def _known_member(given: Particulars) -> Person | None:
    """A member of another union keeps their 会籍 there; a post asks for none."""
    known = Person.objects.filter(id_index=blind_index("id_number", given.id_number)).first()
    if known and known.name != given.name:
        raise why_not_that_name()
    return known if known and known.memberships.filter(state=Membership.State.ACTIVE).exists() else None


def _new_member(
    union: Organisation, given: Particulars, entered_by: Person, by: Person, at: datetime
) -> Person:
    membership = enter_for(union, given, by=entered_by, at=at)
    return approve(membership, by=by, at=at).person


def _appoint(person: Person, union: Organisation, title: str, by: Person, asked_by: Person, on: date) -> Role:
    for hand in (asked_by, by):
        if refusal := why_not_open_tenant(hand, person, union):
            raise refusal
    role = Role.objects.create(
        person=person, organisation=union, name=Role.Name.OFFICER, title=title.strip()[:60], since=on
    )
    tell(RoleGranted(role.pk, person.pk, union.pk), by=by, org_path=union.path)
    return role
