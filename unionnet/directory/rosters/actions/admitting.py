# SPDX-License-Identifier: Apache-2.0
"""Rows of a list become members. Strangers in one statement however many they are; those the register knows
as `enter_for` and `approve` would do it, in a score of statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.consents import give_consents
from unionnet.directory.people.actions.identity import fill_in
from unionnet.directory.people.actions.joining import an_application
from unionnet.directory.people.actions.review import DECIDED, mark_approved
from unionnet.directory.people.consents import JOINING
from unionnet.directory.people.facts import MembersAdmitted
from unionnet.directory.people.models import BINDING_STATES, Membership, Person, Roster
from unionnet.directory.people.rules import review_due
from unionnet.directory.people.standings import refresh_standing
from unionnet.directory.rosters import deciding
from unionnet.directory.rosters.rules import why_not_admit
from unionnet.directory.rosters.staging import Ready
from unionnet.directory.rosters.twins import likely_twins
from unionnet.foundation.clock import start_of
from unionnet.foundation.ids import take_ids
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

log = structlog.get_logger(__name__)
STRANGERS = (Path(__file__).parent / "admit.sql").read_text(encoding="utf-8")
DOCUMENT = ("id_type", "id_number", "id_index", "nationality", "document_expires")
IDENTITY = ("name", "other_name", *DOCUMENT, "sex", "born_on", "real_name_at")
LOOKS = 2  # whom somebody else writes in at this moment the second look knows
RENEWED = ("mobile", "mobile_index", "occupation", "tags")


@dataclass
class Answers:
    """By place in the part: why a row did not come in; which did; whose phone signs somebody in already; the
    memberships that were made or approved."""

    refusals: dict[int, Refusal] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    signing: set[int] = field(default_factory=set)
    memberships: list[int] = field(default_factory=list)
    organisations: set[int] = field(default_factory=set)

    def take(self, place: int, membership: int, organisation: int) -> None:
        self.taken.add(place)
        self.memberships.append(membership)
        self.organisations.add(organisation)

    def add(self, more: Answers) -> None:
        self.refusals |= more.refusals
        self.taken |= more.taken
        self.signing |= more.signing
        self.memberships += more.memberships
        self.organisations |= more.organisations


@verb
def admit_all(roster: Roster, ready: Ready, *, by: Person, at: datetime) -> Answers:
    """Take in every good row of a part; each is taken or has its reason. One fact for the part."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what breaks one must show here, not at the commit
    answers = Answers()
    _admit(roster, ready, sorted(ready.staged), by, at, answers)
    if answers.taken:
        fact = MembersAdmitted(roster.pk, sorted(answers.organisations), answers.memberships)
        tell(fact, by=by, org_path=roster.organisation.path)
    return answers


def _admit(
    roster: Roster, ready: Ready, places: list[int], by: Person, at: datetime, answers: Answers
) -> None:
    """When the database does not take a row, the halves each for themselves, until that row stands alone: one
    row never holds up the others."""
    for _look in range(LOOKS):
        tried = Answers()
        try:
            with transaction.atomic():
                _admit_together(roster, ready, places, by, at, tried)
        except (DataError, IntegrityError):
            log.warning("rows not taken", roster=roster.pk, rows=len(places))
        else:
            answers.add(tried)
            return
    if len(places) == 1:
        answers.refusals[places[0]] = _not_written()
        return
    half = len(places) // 2
    _admit(roster, ready, places[:half], by, at, answers)
    _admit(roster, ready, places[half:], by, at, answers)


def _not_written() -> Refusal:
    return Refusal("not_written", _("这一行没有写入，请单独登记这位职工。"))


def _admit_together(
    roster: Roster, ready: Ready, places: Collection[int], by: Person, at: datetime, answers: Answers
) -> None:
    deciding.stage(ready, sorted(places))
    met = deciding.who_is_met()
    answers.signing |= deciding.who_signs_in()
    twins = likely_twins(ready, set(places) - met.keys())
    answers.refusals |= deciding.refusals(ready, met, roster) | twins
    welcome = {place: each.person.pk for place, each in met.items() if place not in answers.refusals}
    _admit_known(roster, ready, welcome, by, at, answers)
    if met or twins:
        deciding.stage(ready, sorted(set(places) - met.keys() - twins.keys()))
    _admit_strangers(roster, by, at, answers)


def _admit_strangers(roster: Roster, by: Person, at: datetime, answers: Answers) -> None:
    given = {
        "roster": roster.pk,
        "by": by.pk,
        "at": at,
        "purpose": JOINING.purpose,
        "version": JOINING.version,
        "zone": settings.TIME_ZONE,
    }
    with connection.cursor() as cursor:
        cursor.execute(STRANGERS, given)
        made = cursor.fetchall()
    for place, membership, organisation in made:
        answers.take(place, membership, organisation)


def _admit_known(
    roster: Roster, ready: Ready, welcome: Mapping[int, int], by: Person, at: datetime, answers: Answers
) -> None:
    """People of the register, kept from joining elsewhere until we are done, and judged once more as they are
    now. Open applications are approved; members who waited to be completed are; everybody else becomes
    one."""
    if not welcome:
        return
    people = {each.pk: each for each in _locked(welcome.values())}
    own = what_binds(people)
    homes = Organisation.objects.in_bulk({ready.homes[place].organisation_id for place in welcome})
    admitted: dict[int, Membership] = {}
    made: list[Membership] = []
    for place, pk in sorted(welcome.items()):
        union, row, person = homes[ready.homes[place].organisation_id], ready.rows[place], people[pk]
        binding = own.get(pk)
        completes = (
            bool(row.id_number) and person.id_index is None and binding is not None and binding.card_no
        )
        no = None if completes else why_not_admit(row.name, union, by=by, known=person, own=binding)
        if no:
            answers.refusals[place] = no
            continue
        fill_in(person, row.particulars, at=at, where=union.county_code)
        if binding is None:
            due, since = review_due(at, union.county_code), start_of(row.joined_on) if row.joined_on else at
            binding = an_application(
                person, union, row.unit, due=due, at=since, channel=Membership.Channel.IMPORT
            )
            binding.roster = roster
            made.append(binding)
        admitted[place] = binding
    _write(people, admitted, made, roster, by, at)
    for place, membership in admitted.items():
        answers.take(place, membership.pk, membership.organisation_id)


def _write(
    people: Mapping[int, Person],
    admitted: Mapping[int, Membership],
    made: list[Membership],
    roster: Roster,
    by: Person,
    at: datetime,
) -> None:
    # An insert that meets each row: unlike an update in bulk it seals.
    kept = [people[membership.person_id] for membership in admitted.values()]
    Person.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["id"], update_fields=[*IDENTITY, *RENEWED]
    )
    for pk, membership in zip(take_ids(Membership, len(made)), made, strict=True):
        membership.pk = pk
    waiting = [each for each in admitted.values() if each.is_open and each.roster_id != roster.pk]
    for membership in made:
        mark_approved(membership, by=by, at=membership.applied_at)
    for membership in waiting:
        mark_approved(membership, by=by, at=at)
    Membership.objects.bulk_create(made)
    Membership.objects.bulk_update(waiting, DECIDED)
    give_consents([each.person for each in made], JOINING.purpose, JOINING.version, by=by)
    refresh_standing(person.pk for person in kept)


def _locked(people: Iterable[int]) -> Iterable[Person]:
    return Person.objects.select_for_update(no_key=True).filter(pk__in=list(people)).order_by("pk")


def what_binds(people: Collection[int]) -> dict[int, Membership]:
    """What binds each of these people to a union, by person: the membership before an application."""
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    found = rows.filter(state__in=BINDING_STATES, person__in=people).select_related("organisation")
    return {each.person_id: each for each in sorted(found, key=lambda each: not each.is_open)}
