# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from django.db import transaction

from unionnet.directory.people.facts import ConsentGiven, ConsentWithdrawn
from unionnet.directory.people.models import Consent, Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell


@transaction.atomic
def give_consent(person: Person, purpose: str, version: str, *, by: Person) -> Consent:
    """Write down what the person agreed to. The same words twice are one consent."""
    given = person.consents.filter(purpose=purpose, version=version, withdrawn_at=None).first()
    if given:
        return given
    consent = Consent.objects.create(person=person, purpose=purpose, version=version)
    tell(ConsentGiven(consent.pk, person.pk, purpose), by=by)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Person, at: datetime | None = None) -> Consent:
    """As easy as giving it (PIPL art. 15). Twice is once."""
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.withdrawn_at is None:
        consent.withdrawn_at = at or database_now()
        consent.save(update_fields=["withdrawn_at"])
        tell(ConsentWithdrawn(consent.pk, consent.person_id, consent.purpose), by=by)
    return consent
