# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from unionnet.directory.people.actions.accounts import unbind_wechat
from unionnet.directory.people.consents import WECHAT, Wording
from unionnet.directory.people.facts import ConsentGiven, ConsentWithdrawn
from unionnet.directory.people.models import Consent, Person
from unionnet.directory.people.standings import refresh_standing
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell, tell_all
from unionnet.foundation.scope import verb


@verb
def give_consent(person: Person, purpose: str, version: str, *, by: Person) -> Consent:
    """Write down what the person agreed to. The same words twice are one consent."""
    given = person.consents.filter(purpose=purpose, version=version, withdrawn_at=None).first()
    if given:
        return given
    consent = Consent.objects.create(person=person, purpose=purpose, version=version)
    tell(ConsentGiven(consent.pk, person.pk, purpose), by=by)
    refresh_standing([person.pk])
    return consent


@verb
def refuse(person: Person, wording: Wording, *, by: Person, at: datetime | None = None) -> None:
    """No more of this: take every consent to it back; where none was asked for, write the no down."""
    live = list(person.consents.filter(purpose=wording.purpose, withdrawn_at=None))
    for consent in live:
        withdraw_consent(consent, by=by, at=at)
    if not live and not person.consents.filter(purpose=wording.purpose).exists():
        no = Consent.objects.create(
            person=person,
            purpose=wording.purpose,
            version=wording.version,
            withdrawn_at=at or database_now(),
        )
        tell(ConsentWithdrawn(no.pk, person.pk, wording.purpose), by=by)


@verb
def give_consents(people: Iterable[Person], purpose: str, version: str, *, by: Person) -> None:
    """The same for many at once: of those who have not agreed to these words yet."""
    wanted = {person.pk for person in people}
    given = Consent.objects.filter(
        person__in=wanted, purpose=purpose, version=version, withdrawn_at=None
    ).values_list("person_id", flat=True)
    missing = sorted(wanted.difference(given))
    made = Consent.objects.bulk_create(
        Consent(person_id=person_id, purpose=purpose, version=version) for person_id in missing
    )
    tell_all((ConsentGiven(each.pk, each.person_id, purpose) for each in made), by=by)


@verb
def withdraw_consent(consent: Consent, *, by: Person, at: datetime | None = None) -> Consent:
    """As easy as giving it (PIPL art. 15). Twice is once."""
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.withdrawn_at is None:
        consent.withdrawn_at = at or database_now()
        consent.save(update_fields=["withdrawn_at"])
        if consent.purpose == WECHAT.purpose:
            unbind_wechat(consent.person_id)
        tell(ConsentWithdrawn(consent.pk, consent.person_id, consent.purpose), by=by)
        refresh_standing([consent.person_id])
    return consent
