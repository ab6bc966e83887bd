# SPDX-License-Identifier: Apache-2.0
"""One person, one document after the other."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from unionnet.directory.people.models import FormerDocument, Person
from unionnet.foundation.crypto import Sealed, blind_index

KEPT = ("id_type", "nationality")


def put_on(person: Person, id_type: str, id_number: str) -> None:
    """This document is theirs. Without saving."""
    person.id_type, person.id_number = id_type, id_number
    person.id_index = blind_index("id_number", id_number)


def keep_former(person: Person, *, at: datetime) -> dict[str, Any]:
    """The document a person has now becomes a former one. Returns what brings it back."""
    number = person.id_number
    text = number.open() if isinstance(number, Sealed) else str(number)
    day = person.document_expires
    FormerDocument.objects.get_or_create(
        id_index=blind_index("id_number", text),
        defaults={"person": person, "id_type": person.id_type, "id_number": text, "replaced_at": at},
    )
    kept = {name: getattr(person, name) for name in KEPT}
    return {**kept, "id_number": text, "document_expires": day.isoformat() if day else ""}


def bring_back(person: Person, before: dict[str, Any]) -> None:
    """What `keep_former` set aside is the document again. Without saving."""
    put_on(person, before["id_type"], before["id_number"])
    person.nationality, day = before["nationality"], before["document_expires"]
    person.document_expires = date.fromisoformat(day) if day else None
    FormerDocument.objects.filter(person=person, id_index=person.id_index).delete()
