# SPDX-License-Identifier: Apache-2.0
"""What somebody who fears for their account has to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Model

from unionnet.directory.people.models import Freeze, Person
from unionnet.directory.people.templatetags.people import device
from unionnet.doors.desk.queries import deeds, entries_of
from unionnet.doors.rights.models import Alarm
from unionnet.doors.rights.queries.held import Kind, held_of, rows_of

MOST = 20
# Of several columns of time the one that says when the person, or whoever used the name, did it.
DONE = ("taken_at", "chosen_at", "applied_at", "asked_at", "given_at", "joined_at", "at", "created_at")


@dataclass(frozen=True)
class Deed:
    """Something done in my name: when, of which kind, and in words."""

    at: datetime
    kind: str
    words: str


def open_alarm(person: Person) -> Alarm | None:
    return Alarm.objects.filter(person=person, closed_at=None).first()


def is_frozen(person: Person) -> bool:
    return Freeze.objects.filter(person=person, lifted_at=None).exists()


def deeds_of(person: Person, *, days: int, at: datetime) -> list[Deed]:
    """What was done in my name in the last days, the latest first; at most twenty of each kind."""
    since = at - timedelta(days=days)
    found = [deed for kind in held_of(person) for deed in _of_kind(kind, person, since)]
    names = deeds()
    for entry in entries_of(person, names).filter(at__gte=since)[:MOST]:
        found.append(Deed(entry.at, "", names[entry.fact]))
    return sorted(found, key=lambda deed: deed.at, reverse=True)


def _of_kind(kind: Kind, person: Person, since: datetime) -> list[Deed]:
    model: type[Model] = kind.declaration.of
    moments = [field.name for field in model._meta.concrete_fields if isinstance(field, DateTimeField)]
    column = next((name for name in DONE if name in moments), None)
    if column is None:
        return []
    rows: Any = rows_of(kind, person).filter(**{f"{column}__gte": since}).order_by(f"-{column}")[:MOST]
    return [Deed(getattr(row, column), kind.item.name, _said(row)) for row in rows]


def _said(row: Any) -> str:
    """A browser in words a person recognises, anything else as it calls itself."""
    agent = getattr(row, "user_agent", "")
    return device(agent) if agent else str(row)
