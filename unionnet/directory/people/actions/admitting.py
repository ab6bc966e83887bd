# SPDX-License-Identifier: Apache-2.0
"""Write in and approve many at once: what `enter_for` and `approve` do for one, in a score of statements
however many rows there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.consents import give_consents
from unionnet.directory.people.actions.identity import fill_in
from unionnet.directory.people.actions.joining import an_application
from unionnet.directory.people.actions.review import DECIDED, mark_approved
from unionnet.directory.people.consents import JOINING
from unionnet.directory.people.facts import BecameRealName, MembershipApplied, MembershipApproved
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.roster import what_binds
from unionnet.directory.people.rules import review_due, why_not_admit, why_not_there
from unionnet.directory.people.standings import refresh_standing
from unionnet.foundation.clock import local_date
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.ids import take_ids
from unionnet.foundation.journal import tell_all
from unionnet.foundation.refusals import Refusal

RENEWED = ("mobile", "mobile_index", "occupation", "tags")


@transaction.atomic
def admit_all(
    organisation: Organisation, rows: Mapping[int, Particulars], *, by: Person, at: datetime
) -> dict[int, Membership | Refusal]:
    """Take in everybody of these rows, cleaned and each with a document of its own; the answers by row.
    Somebody the register knows is not made twice."""
    if refusal := why_not_there(organisation, on=local_date(at)):
        return dict.fromkeys(rows, refusal)
    indexes = {blind_index("id_number", given.id_number): row for row, given in rows.items()}
    fresh = _write_strangers(organisation, indexes, rows, at)
    people = _locked(indexes)
    bindings = Membership.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    own = what_binds(people.values(), bindings)
    refusals: dict[int, Membership | Refusal] = {}
    for row, person in people.items():
        name, binding = rows[row].name, own.get(person.pk)
        if refusal := why_not_admit(name, organisation, by=by, known=person, own=binding):
            refusals[row] = refusal
    welcome = {row: person for row, person in people.items() if row not in refusals}
    _renew(organisation, {row: each for row, each in welcome.items() if each.pk not in fresh}, rows, at)
    tell_all((BecameRealName(person.pk) for person in welcome.values() if person.pk in fresh), by=by)
    newcomers = [person for person in welcome.values() if person.pk not in own]
    give_consents(newcomers, JOINING.purpose, JOINING.version, by=by)  # who applied has spoken for themselves
    memberships = _take_in(organisation, welcome, rows, own, by, at)
    refresh_standing(person.pk for person in welcome.values())
    return {**refusals, **memberships}


def _write_strangers(
    organisation: Organisation, indexes: Mapping[bytes, int], rows: Mapping[int, Particulars], at: datetime
) -> set[int]:
    """Insert those the register does not know; their ids. Another officer may write the same people in at
    this moment: then theirs stand and ours are dropped. In the order of the index, so that two lists wait
    for each other in one direction only."""
    known = set(Person.objects.filter(id_index__in=list(indexes)).values_list("id_index", flat=True))
    unknown = sorted(set(indexes) - {bytes(index or b"") for index in known})
    strangers = []
    for pk, index in zip(take_ids(Person, len(unknown)), unknown, strict=True):
        stranger = Person(pk=pk)
        fill_in(stranger, rows[indexes[index]], index, at=at, where=organisation.county_code)
        strangers.append(stranger)
    Person.objects.bulk_create(strangers, ignore_conflicts=True)
    return {stranger.pk for stranger in strangers}


def _locked(indexes: Mapping[bytes, int]) -> dict[int, Person]:
    """Everybody by row, in the order of the sheet (so are the card numbers), kept from joining elsewhere
    until we are done."""
    people = Person.objects.select_for_update(no_key=True).filter(id_index__in=list(indexes)).order_by("pk")
    by_row = {indexes[bytes(person.id_index or b"")]: person for person in people}
    return {row: by_row[row] for row in sorted(by_row)}


def _renew(
    organisation: Organisation, known: Mapping[int, Person], rows: Mapping[int, Particulars], at: datetime
) -> None:
    """The list is newer than what we know of their phone and occupation. An insert that meets each row:
    unlike an update in bulk it seals."""
    for row, person in known.items():
        index = bytes(person.id_index or b"")
        fill_in(person, rows[row], index, at=at, where=organisation.county_code)
    Person.objects.bulk_create(
        known.values(), update_conflicts=True, unique_fields=["id"], update_fields=RENEWED
    )


def _take_in(
    organisation: Organisation,
    welcome: Mapping[int, Person],
    rows: Mapping[int, Particulars],
    own: Mapping[int, Membership],
    by: Person,
    at: datetime,
) -> dict[int, Membership]:
    """Open applications are approved; everybody else has one made that is approved from the start."""
    due = review_due(at, organisation.county_code)
    waiting = {row: own[person.pk] for row, person in welcome.items() if person.pk in own}
    made = {
        row: an_application(
            person, organisation, rows[row].unit, due=due, at=at, channel=Membership.Channel.IMPORT
        )
        for row, person in welcome.items()
        if row not in waiting
    }
    for pk, membership in zip(take_ids(Membership, len(made)), made.values(), strict=True):
        membership.pk = pk
    taken = {**waiting, **made}
    for membership in taken.values():
        mark_approved(membership, by=by, at=at)
    Membership.objects.bulk_create(made.values())
    Membership.objects.bulk_update(waiting.values(), DECIDED)
    applied = [MembershipApplied(each.pk, each.person_id, organisation.pk) for each in made.values()]
    approved = [MembershipApproved(each.pk, each.person_id, organisation.pk) for each in taken.values()]
    tell_all([*applied, *approved], by=by, org_path=organisation.path)
    return taken
