# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.consents import give_consent
from unionnet.directory.people.actions.identity import become_real_name
from unionnet.directory.people.consents import JOINING
from unionnet.directory.people.facts import (
    CodeScanned,
    MembershipApplied,
    MembershipWithdrawn,
    SupplementGiven,
)
from unionnet.directory.people.holders import holder_of
from unionnet.directory.people.identity import Particulars, clean
from unionnet.directory.people.likeness import is_same_name
from unionnet.directory.people.models import UNDECIDED_STATES, JoinCode, Membership, Person
from unionnet.directory.people.purposes import on_consent
from unionnet.directory.people.rules import (
    MOVES,
    review_due,
    why_not_apply,
    why_not_enter,
    why_not_that_name,
)
from unionnet.directory.people.standings import keep_person, refresh_standing
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.scope import verb


@verb
def apply_to_join(
    person: Person,
    organisation: Organisation,
    particulars: Particulars,
    *,
    by: Person,
    code: JoinCode | None = None,
    channel: str = Membership.Channel.ONLINE,
    at: datetime | None = None,
) -> Membership:
    """Ask a union to take this person in (MEM-02). Sending the form again gives the application that is
    open."""
    at = at or database_now()
    person = Person.objects.select_for_update().get(pk=person.pk)
    if refusal := why_not_apply(person, organisation, on=local_date(at)):
        raise refusal
    person = become_real_name(person, particulars, by=by, where=organisation.county_code, at=at)
    if (
        waiting := person.memberships.filter(state__in=UNDECIDED_STATES)
        .select_related("organisation")
        .first()
    ):
        if waiting.organisation_id == organisation.pk:
            return waiting
        raise Refusal(
            "open_application",
            _("您向%(union)s提交的申请还在审核，撤回后才能向其他工会申请。"),
            union=waiting.organisation.name,
        )
    give_consent(person, JOINING.purpose, JOINING.version, by=by)
    return _new_application(person, organisation, particulars.unit, by, code, channel, at)


def _new_application(
    person: Person,
    organisation: Organisation,
    unit: str,
    by: Person,
    code: JoinCode | None,
    channel: str,
    at: datetime,
) -> Membership:
    due = review_due(at, organisation.county_code)
    channel = code.channel if code else channel
    membership = an_application(person, organisation, unit, due=due, at=at, channel=channel)
    membership.join_code = code
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError:  # two taps at once: the other one made it
        return Membership.objects.get(person=person, state__in=UNDECIDED_STATES)
    tell(MembershipApplied(membership.pk, person.pk, organisation.pk), by=by, org_path=organisation.path)
    return membership


@verb
def note_scan(membership: Membership, opened: datetime | None, *, by: Person) -> None:
    """Write down when the code behind this application was scanned. A second form says nothing new."""
    if opened is None or membership.join_code is None or not membership.is_open:
        return
    if opened > membership.applied_at:
        return
    fact = CodeScanned(membership.pk, membership.join_code.pk, int(opened.timestamp()))
    tell(fact, by=by, org_path=membership.organisation.path)


def an_application(
    person: Person,
    organisation: Organisation,
    unit: str,
    *,
    due: tuple[date, Citation],
    at: datetime,
    channel: str,
) -> Membership:
    """Not saved yet."""
    return Membership(
        person=person,
        organisation=organisation,
        channel=channel,
        unit=unit.strip()[:100],
        applied_at=at,
        due_on=due[0],
        due_rule=f"{due[1].rule} · {due[1].pack}",
    )


@verb
def enter_for(
    organisation: Organisation,
    particulars: Particulars,
    *,
    by: Person,
    paper: StoredFile | None = None,
    code: JoinCode | None = None,
    channel: str = Membership.Channel.OFFICER,
    at: datetime | None = None,
) -> Membership:
    """An officer writes a worker in, with the signed paper or at the table of an event, which has a code. A
    person known by document number is not made twice."""
    at = at or database_now()
    if refusal := why_not_enter(by, organisation):
        raise refusal
    given = clean(particulars, on=local_date(at))
    person = _known_or_new(given)
    membership = apply_to_join(person, organisation, given, by=by, code=code, channel=channel, at=at)
    if paper and membership.paper_id is None:
        membership.paper = paper
        membership.save(update_fields=["paper"])
    return membership


def _known_or_new(given: Particulars) -> Person:
    known = holder_of(given.id_number)
    if known is None:
        known = Person()
        known.save()
    elif not is_same_name(known.name, given.name):
        raise why_not_that_name()
    return known


@on_consent("joining", whose=lambda membership, _answer: membership.person_id)
@verb
def supplement(membership: Membership, answer: str, *, by: Person, at: datetime | None = None) -> Membership:
    """The applicant answers what was asked; the review starts anew."""
    membership = _locked(membership)
    membership.state = MOVES.after(membership.state, "supplement")
    membership.answer = answer.strip()[:300]
    membership.due_on, citation = review_due(at or database_now(), membership.organisation.county_code)
    membership.due_rule = f"{citation.rule} · {citation.pack}"
    membership.save(update_fields=["state", "answer", "due_on", "due_rule"])
    fact = SupplementGiven(membership.pk, membership.person_id, membership.organisation_id)
    tell(fact, by=by, org_path=membership.organisation.path)
    return membership


@verb
def withdraw(
    membership: Membership, *, by: Person, reason: str = "", at: datetime | None = None
) -> Membership:
    """Take the application back. They may come again later. A member leaves by `ask_to_leave`."""
    membership = _locked(membership)
    if membership.person_id != by.pk and not by.may("people.approve", membership.organisation.path):
        raise Refusal("elsewhere", _("只有本人或所在工会可以办理。"))
    was = membership.state
    membership.state = MOVES.after(membership.state, "withdraw")
    membership.decided_at, membership.decided_by = at or database_now(), by
    membership.reason, membership.ended_at = reason.strip()[:300], membership.decided_at
    membership.save(update_fields=["state", "decided_at", "decided_by", "reason", "ended_at"])
    refresh_standing([membership.person_id])
    fact = MembershipWithdrawn(membership.pk, membership.person_id, membership.organisation_id, was)
    tell(fact, by=by, org_path=membership.organisation.path)
    return membership


def _locked(membership: Membership) -> Membership:
    keep_person(membership.person_id)
    return Membership.objects.select_for_update().get(pk=membership.pk)
