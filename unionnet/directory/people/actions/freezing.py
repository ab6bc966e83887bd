# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from unionnet.directory.people.facts import CardFrozen, CardTakenBackIntoUse
from unionnet.directory.people.models import Freeze, Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb


@verb
def freeze_card(person: Person, *, by: Person) -> Freeze:
    """The card is out of use at once, also one already shown. Twice is once."""
    freeze, is_new = Freeze.objects.get_or_create(person=person, lifted_at=None)
    if is_new:
        tell(CardFrozen(freeze.pk, person.pk), by=by)
    return freeze


@verb
def thaw_card(person: Person, *, by: Person, at: datetime | None = None) -> None:
    """The card is good again."""
    for freeze in Freeze.objects.select_for_update().filter(person=person, lifted_at=None):
        freeze.lifted_at = at or database_now()
        freeze.save(update_fields=["lifted_at"])
        tell(CardTakenBackIntoUse(freeze.pk, person.pk), by=by)
