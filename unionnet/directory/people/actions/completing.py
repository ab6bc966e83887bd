# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.people.actions.conflicts import open_conflicts
from unionnet.directory.people.actions.identity import fill_in
from unionnet.directory.people.facts import BecameRealName, PersonCompleted
from unionnet.directory.people.identity import Particulars, cleaned_parts
from unionnet.directory.people.models import BINDING_STATES, Person
from unionnet.directory.people.rules import why_not_complete
from unionnet.directory.people.standings import refresh_standing
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.crypto import Sealed
from unionnet.foundation.journal import tell_all
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
    was_real = person.is_real_name
    fill_in(person, given, at=at, where=_county_of(person))
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:  # the unique index is the last word
        raise Refusal(
            "id_taken", _("这份证件已登记在另一人名下。请核对号码；确是同一人的，按冲突办理合并。")
        ) from error
    refresh_standing([person.pk])
    _ask_whose_phone(person, given, by=by, at=at)
    facts = [
        PersonCompleted(person.pk),
        *([] if was_real or not person.is_real_name else [BecameRealName(person.pk)]),
    ]
    tell_all(facts, by=by)
    return person


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
