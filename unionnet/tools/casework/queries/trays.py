# SPDX-License-Identifier: Apache-2.0
"""What waits for whom: the lines of a tray, what runs out first on top."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet, Value

from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import office_ids_of
from unionnet.foundation.prepared import Among, Fixed, fixed, prepared
from unionnet.tools.casework.models import LIVE, TRAY, Dispatch, Extension
from unionnet.tools.casework.queries.cases import numbers_found, shares_seen_by
from unionnet.tools.casework.rules import HANDLE


def to_do(person: Person, *, below: bool = False) -> QuerySet[Dispatch]:
    """Waits for the person's own unions, or `below` also for those under them."""
    held = person.reach(HANDLE).q("unit__path") if below else _own(person)
    return shares_seen_by(person).filter(held, state__in=fixed(*TRAY), is_paused=False)


def sent_on(person: Person) -> QuerySet[Dispatch]:
    """With others: given on below, answered and not closed, or paused."""
    waiting = Q(state__in=fixed("below", "replied")) | Q(is_paused=True)
    return shares_seen_by(person).filter(_own(person), waiting, state__in=fixed(*LIVE))


def time_asked(person: Person) -> QuerySet[Dispatch]:
    """Somebody asked the person's union for more time."""
    asked = Extension.objects.filter(case=OuterRef("case"), decider=OuterRef("unit"), state="asked")
    return shares_seen_by(person).filter(_own(person), Exists(asked))


def found_in(
    rows: QuerySet[Dispatch], person: Person, words: str, kind: str, *, late_at: datetime | None
) -> QuerySet[Dispatch]:
    """The filter bar."""
    if words:
        found = Value(numbers_found(person, words), output_field=ArrayField(BigIntegerField()))
        rows = rows.filter(Among("case", found))
    if kind:
        rows = rows.filter(kind__key=kind)
    return rows.filter(late(late_at)) if late_at else rows


def late(now: datetime) -> Q:
    """What a list shows in red: not signed for in its time, or not answered, and somebody still has to."""
    unsigned = Q(state=Fixed("sent"), sign_due_at__lt=now)
    unanswered = Q(state__in=fixed(*(state for state in LIVE if state != "sent")), due_at__lt=now)
    return Q(is_paused=False) & (unsigned | unanswered)


def waiting_of(person: Person) -> int:
    """How many lines wait for the person's own unions."""
    return _waiting.first(office_ids_of(person, HANDLE)) or 0


@prepared
def _waiting(offices: list[int]) -> QuerySet[Any, int]:
    rows = Dispatch.objects.filter(Among("unit", offices), state__in=fixed(*TRAY), is_paused=False)
    return rows.order_by().values(one=Value(1)).annotate(n=Count("pk")).values_list("n", flat=True)


def _own(person: Person) -> Q:
    return Q(unit__in=office_ids_of(person, HANDLE))
