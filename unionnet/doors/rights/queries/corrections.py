# SPDX-License-Identifier: Apache-2.0
"""Wrong names and documents: one's own, and those within an officer's reach."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import QuerySet

from unionnet.directory.people.models import Person
from unionnet.doors.rights.models import Correction
from unionnet.doors.rights.wanted import Wanted
from unionnet.foundation.ui.tags.words import mask


def corrections_of(person: Person) -> QuerySet[Correction]:
    return Correction.objects.filter(person=person).select_related("organisation").order_by("-pk")


def corrections_seen_by(person: Person) -> QuerySet[Correction]:
    """What waits for this officer, or was decided within reach; never one's own."""
    rows = Correction.objects.filter(person.reach("people.approve").q()).exclude(person=person)
    return rows.select_related("person", "organisation", "paper", "decided_by")


def wanted_in(correction: Correction) -> Wanted | None:
    """What it should be, in words and with the number masked: the paper shows it in full."""
    if correction.wanted is None:
        return None
    wanted = Wanted.read_back(correction.wanted.open())
    kind = str(Person.IdType(wanted.id_type).label)
    return replace(wanted, id_number=mask(wanted.id_number, "id"), id_type=kind)
