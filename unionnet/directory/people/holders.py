# SPDX-License-Identifier: Apache-2.0
"""Whose document it is, also when it was replaced since; and who may be the same person with a newer one."""

from __future__ import annotations

from django.db.models import Q

from unionnet.directory.people.conflicts import claim_of
from unionnet.directory.people.documents import RENEWED_BY_NUMBER
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.likeness import is_same_name
from unionnet.directory.people.models import Conflict, FormerDocument, Person
from unionnet.foundation.crypto import blind_index

MOST = 50  # people of one nationality born on one day


def holder_of(number: str) -> Person | None:
    """The person this document belongs to, or belonged to before it was replaced."""
    index = blind_index("id_number", number)
    former = FormerDocument.objects.filter(id_index=index).values("person")
    return Person.objects.filter(Q(id_index=index) | Q(pk__in=former)).first()


def twin_of(given: Particulars) -> Person | None:
    """Somebody of the same name, birthday and nationality with another passport: most likely the same person,
    who has renewed it. Not those an officer has told apart from this one."""
    if given.id_type not in RENEWED_BY_NUMBER or not (given.nationality and given.born_on):
        return None
    alike = Person.objects.filter(
        born_on=given.born_on, nationality=given.nationality, id_type=given.id_type, id_index__isnull=False
    ).exclude(id_index=blind_index("id_number", given.id_number))
    _text, claim = claim_of(given)
    told_apart = Conflict.objects.filter(
        claim_index=claim, decision=Conflict.Decision.DIFFERENT_PEOPLE, undone_at__isnull=True
    )
    alike = alike.exclude(pk__in=told_apart.values("person")).order_by("pk")[:MOST]
    return next((each for each in alike if is_same_name(each.name, given.name)), None)
