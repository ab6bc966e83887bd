# SPDX-License-Identifier: Apache-2.0
"""Whose document it is, also when it was replaced since; and who may be the same person with a newer one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

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


def may_be_renewed(id_type: str, nationality: str, born_on: date | None) -> bool:
    """Whether the holder may be known by another number, and be looked for by what stays."""
    return id_type in RENEWED_BY_NUMBER and bool(nationality and born_on)


def twin_of(given: Particulars) -> Person | None:
    """Somebody of the same name, birthday and nationality with another passport: most likely the same person,
    who has renewed it. Not those an officer has told apart from this one."""
    if not may_be_renewed(given.id_type, given.nationality, given.born_on):
        return None
    alike = Person.objects.filter(
        born_on=given.born_on, nationality=given.nationality, id_type=given.id_type, id_index__isnull=False
    ).exclude(id_index=blind_index("id_number", given.id_number))
    _text, claim = claim_of(given)
    apart = {person for person, _claim in told_apart([claim])}
    alike = alike.exclude(pk__in=apart).order_by("pk")[:MOST]
    return next((each for each in alike if is_same_name(each.name, given.name)), None)


def told_apart(claims: Collection[bytes]) -> set[tuple[int, bytes]]:
    """(person, claim) of these claims: an officer has decided that they are different people."""
    decided = Conflict.objects.filter(
        claim_index__in=list(claims), decision=Conflict.Decision.DIFFERENT_PEOPLE, undone_at__isnull=True
    )
    return {(person, bytes(claim)) for person, claim in decided.values_list("person", "claim_index")}


def holders_of(claims: Mapping[bytes, Particulars]) -> dict[bytes, Person]:
    """Of claims by the index of their document: whose record stands in the way of each. As `holder_of` and
    `twin_of` say of one."""
    former = FormerDocument.objects.filter(id_index__in=list(claims)).select_related("person")
    found = {bytes(each.id_index): each.person for each in former}
    people = Person.objects.filter(id_index__in=list(claims))
    found |= {bytes(each.id_index or b""): each for each in people}
    for index in claims.keys() - found.keys():
        if twin := twin_of(claims[index]):
            found[index] = twin
    return found
