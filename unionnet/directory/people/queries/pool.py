# SPDX-License-Identifier: Apache-2.0
"""The holding pools, who waits in them, and where they may go."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import found_in
from unionnet.directory.people.models import Membership, Person, PoolEntry
from unionnet.directory.people.routing import CLUES, TAKERS

MOST = 200
FOUND = 20


def pools() -> QuerySet[Organisation]:
    """Pools that are open to applicants."""
    rows = Organisation.objects.filter(kind=Organisation.Kind.HOLDING_POOL, since__isnull=False, until=None)
    return rows.select_related("parent").order_by("path")


def towns_of(pool: Organisation) -> QuerySet[Organisation]:
    """Where an applicant may live or work: the townships of the pool's county or city."""
    top = pool.parent or pool
    rows = Organisation.objects.filter(
        path__gte=top.path, path__lt=top.path_end, since__isnull=False, until=None
    )
    towns = (Organisation.Kind.TOWNSHIP_FEDERATION, Organisation.Kind.PARK_FEDERATION)
    return rows.filter(kind__in=towns).order_by("pinyin", "id")


def entries_seen_by(person: Person) -> QuerySet[PoolEntry]:
    """Who waits in the pools within reach, the most pressing first; never oneself."""
    rows = PoolEntry.objects.filter(person.reach("people.approve").q("pool__path"), routed_at=None)
    rows = rows.filter(membership__state=Membership.State.IN_HOLDING_POOL).exclude(membership__person=person)
    related = ("membership__person", "pool__parent", "proposal", "residence", "workplace", "sent_back_by")
    return rows.select_related(*related).order_by("due_on", "id")


def entry_of(membership: Membership) -> PoolEntry | None:
    rows = PoolEntry.objects.filter(membership=membership)
    return rows.select_related("proposal", "routed_to", "sent_back_by").first()


def unions_to_route_to(pool: Organisation, words: str = "") -> list[Organisation]:
    """Unions below the pool's own that take in single workers, by name or pinyin."""
    top = pool.parent or pool
    rows = Organisation.objects.filter(
        path__gte=top.path, path__lt=top.path_end, since__isnull=False, until=None
    )
    rows = found_in(rows.exclude(kind=Organisation.Kind.HOLDING_POOL), words[:60])
    return list(rows.filter(kind__in=TAKERS).order_by("path")[: FOUND if words else MOST])


def why(entry: PoolEntry) -> list[tuple[Any, int]]:
    """The reasons of a proposal in words, the heaviest first."""
    known = [(CLUES[clue], weight) for clue, weight in entry.reasons if clue in CLUES]
    return sorted(known, key=lambda each: -each[1])
