# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.people.actions.accounts import attach_account
from unionnet.directory.people.actions.conflicts import open_conflicts, or_conflict
from unionnet.directory.people.actions.consents import give_consent
from unionnet.directory.people.actions.identity import fill_in
from unionnet.directory.people.consents import REAL_NAME
from unionnet.directory.people.facts import BecameRealName, OwnDetailsGiven, PersonCompleted
from unionnet.directory.people.guidance import own_entry
from unionnet.directory.people.holders import twin_of
from unionnet.directory.people.identity import Particulars, clean, cleaned_parts
from unionnet.directory.people.models import (
    BINDING_STATES,
    MEMBER_STATES,
    Account,
    Conflict,
    Membership,
    Person,
)
from unionnet.directory.people.rules import why_not_complete, why_not_complete_own, why_not_renewed
from unionnet.directory.people.standings import refresh_standing
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.crypto import Sealed
from unionnet.foundation.journal import tell, tell_all
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb


@verb
def complete(person: Person, given: Particulars, *, by: Person, at: datetime | None = None) -> Person:
    """What an old list did not know of a member (待完善) is filled in: whatever is given and was
    missing. What is known already stays."""
    at = at or database_now()
    person = Person.objects.select_for_update().get(pk=person.pk)
    if refusal := why_not_complete(by, person):
        raise refusal
    given = cleaned_parts(given, missing=person.missing, on=local_date(at))
    taken = _("这份证件已登记在另一人名下。请核对号码；确是同一人的，按冲突办理合并。")
    _fill(person, given, taken, by=by, at=at)
    return person


@verb
def complete_own(
    given: Particulars, *, by: Person, account: Account, at: datetime | None = None
) -> Person | Conflict:
    """A member of an old list says on their own phone what is missing. Who is not known by an account yet is
    found by the phone they have proved and their name, and the account becomes theirs. A document that stands
    with somebody else, or a likely twin, is a conflict for an officer."""
    at = at or database_now()
    entry = Person.objects.select_for_update().get(pk=own_entry(by, account, given.name).pk)
    if refusal := why_not_complete_own(entry, given, by=by):
        raise refusal
    own = entry.memberships.filter(state__in=MEMBER_STATES).select_related("organisation").get()
    given = _cleaned_own(entry, given, account, at)

    def deed() -> Membership:
        if given.id_number and twin_of(given):
            raise why_not_renewed()
        if entry != by:
            attach_account(account, entry, by=entry)
        known = replace(given, mobile="") if entry.mobile_index else given
        taken = _("这份证件已经登记过。请核对号码；号码没错的，请带证件到工会办理。")
        _fill(entry, known, taken, by=entry, at=at)
        return own

    if given.id_number:
        origin = Conflict.Origin.APPLYING
        made = or_conflict(deed, own.organisation, given, by=by, origin=origin, claimant=by, at=at)
        if isinstance(made, Conflict):
            return made
        give_consent(entry, REAL_NAME.purpose, REAL_NAME.version, by=entry)
    else:
        deed()
    fact = OwnDetailsGiven(entry.pk, own.pk, own.organisation_id)
    tell(fact, by=entry, org_path=own.organisation.path)
    return entry


def _cleaned_own(entry: Person, given: Particulars, account: Account, at: datetime) -> Particulars:
    """The phone is the one they have proved; what the union knows already is left out."""
    mobile = account.mobile.open() if account.mobile and account.phone_proved_at else ""
    job = given.occupation if "occupation" in entry.missing else ""
    given = replace(given, mobile=mobile, occupation=job)
    if "id_number" in entry.missing:
        return clean(given, on=local_date(at))
    return cleaned_parts(given, missing=entry.missing, on=local_date(at))


def _fill(person: Person, given: Particulars, taken: str, *, by: Person, at: datetime) -> None:
    """`taken` says what to do when the document is somebody else's."""
    was_real = person.is_real_name
    fill_in(person, given, at=at, where=_county_of(person))
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:  # the unique index is the last word
        raise Refusal("id_taken", taken) from error
    refresh_standing([person.pk])
    _ask_whose_phone(person, given, by=by, at=at)
    facts = [
        PersonCompleted(person.pk),
        *([] if was_real or not person.is_real_name else [BecameRealName(person.pk)]),
    ]
    tell_all(facts, by=by)


def _ask_whose_phone(person: Person, given: Particulars, *, by: Person, at: datetime) -> None:
    """A phone that signs in somebody else stands with both until it is decided whose it is, as in a list."""
    own = person.memberships.filter(state__in=BINDING_STATES).select_related("organisation").first()
    if own and given.mobile:
        number = person.id_number.open() if isinstance(person.id_number, Sealed) else person.id_number or ""
        told = replace(given, name=person.name, id_type=person.id_type, id_number=number)
        open_conflicts(own.organisation, (), [told], by=by, at=at)


def _county_of(person: Person) -> str:
    own = person.memberships.select_related("organisation").order_by("-id").first()
    return own.organisation.county_code if own else ""
