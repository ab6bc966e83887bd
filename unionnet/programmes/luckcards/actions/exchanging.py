# SPDX-License-Identifier: Apache-2.0
"""The contended verb: full sets against prizes that are set apart, or against further tries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.db import connection

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.contended import bigints
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.luckcards.facts import SetExchanged
from unionnet.programmes.luckcards.models import Collection, Exchange, Parting
from unionnet.programmes.luckcards.rules import answer, why_not_exchange
from unionnet.tools.benefits.actions import earn_try, grant_prizes
from unionnet.tools.benefits.models import Win

SETS = (Path(__file__).parent / "sets.sql").read_text(encoding="utf-8")
LOCK = "SELECT FROM luckcards_collection WHERE id = %s FOR NO KEY UPDATE"
GRANTED = "granted"
MOST = 1000

Cards = Mapping[int, list[tuple[int, int]]]  # of a person: entries and their kinds


def lock(collection: Collection) -> None:
    """Whoever exchanges, gives or takes cards of a collection, one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [collection.pk])


@verb
def exchange_all(
    collection: Collection, people: Sequence[int], gives: str, *, at: datetime | None = None
) -> list[str]:
    """A full set of each of these persons (at most a thousand), in their order. Answers in that order:
    `granted`, `exchanged` (once a person), `not_complete`, `won_already`, or `gone`."""
    if len(people) > MOST:
        raise ValueError(f"at most {MOST} at once")
    moment = at or database_now()
    if no := why_not_exchange(collection, gives, moment):
        raise no
    lock(collection)
    once = list(dict.fromkeys(people))
    before = set(collection.exchanges.filter(person__in=once).values_list("person", flat=True))
    sets = _full_sets(collection, [person for person in once if person not in before])
    told = dict.fromkeys(once, "not_complete") | dict.fromkeys(before, "exchanged")
    told |= _granted(collection, [person for person in once if person in sets], gives, at)
    _spend(collection, {person: sets[person] for person in sets if told[person] == GRANTED}, gives, moment)
    return [told[person] for person in people]


def exchange(person: Person, collection: Collection, gives: str, *, at: datetime | None = None) -> Exchange:
    """One set of this person. Asking again gives the exchange there was."""
    (said,) = exchange_all(collection, [person.pk], gives, at=at)
    if said not in (GRANTED, "exchanged"):
        raise answer(said, collection)
    return Exchange.objects.get(collection=collection, person=person)


def _full_sets(collection: Collection, people: Sequence[int]) -> Cards:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(SETS, {"persons": bigints(people), "raffle": collection.raffle_id})
        for person, entry, kind in cursor.fetchall():
            found[person].append((entry, kind))
    return found


def _granted(
    collection: Collection, people: Sequence[int], gives: str, at: datetime | None
) -> dict[int, str]:
    """Further tries are no use to whoever has won: they keep their cards, for a friend."""
    if gives == Exchange.Gives.PRIZE and collection.set_prize:
        return dict(zip(people, grant_prizes(collection.set_prize, people, at=at), strict=True))
    won = set(
        Win.objects.filter(raffle=collection.raffle, person__in=people).values_list("person", flat=True)
    )
    return {person: "won_already" if person in won else GRANTED for person in people}


def _spend(collection: Collection, sets: Cards, gives: str, at: datetime) -> None:
    rows = (Exchange(collection=collection, person_id=person, gives=gives, at=at) for person in sets)
    made = Exchange.objects.bulk_create(rows)
    Parting.objects.bulk_create(
        Parting(entry_id=entry, kind_id=kind, person_id=each.person_id, exchange=each, at=at)
        for each in made
        for entry, kind in sets[each.person_id]
    )
    path = collection.raffle.organisation.path
    for each in made:
        if gives == Exchange.Gives.TRIES:
            for _further in range(collection.set_tries):
                earn_try(each.person, collection.raffle, "set", cap=collection.set_tries, at=at)
        tell(SetExchanged(each.pk, each.person_id), by=each.person, org_path=path)
