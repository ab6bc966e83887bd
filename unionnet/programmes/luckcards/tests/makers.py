# SPDX-License-Identifier: Apache-2.0
"""A collection with three kinds of cards, and people who hold them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.luckcards.actions import CollectionTerms, open_collection, put_up
from unionnet.programmes.luckcards.models import Collection, Marker
from unionnet.tools.benefits.actions import PrizeTerms, RaffleTerms
from unionnet.tools.benefits.models import Earned, Entry, Prize, Raffle
from unionnet.tools.benefits.tests.makers import CLOSES, OPENS, make_item, make_stock

KINDS = ("安康福", "平安福", "团圆福")


def make_collection(
    union: Organisation, by: Person, *, sets: int = 2, raffle: dict[str, Any] | None = None, **terms: Any
) -> Collection:
    """Each try hits one of three cards; `sets` prizes for full sets."""
    gift = make_item(union, by, f"新春礼包-{uuid4().hex[:6]}", value=5_000)
    make_stock(gift, union, by, max(sets, 1))
    chances = (400_000, 300_000, 300_000)
    table = [PrizeTerms(name, chance=chance) for name, chance in zip(KINDS, chances, strict=True)]
    times = {"title": "云上贺新春", "opens_at": OPENS, "closes_at": CLOSES, "tries": 30, **(raffle or {})}
    told: dict[str, Any] = {"set_item": gift, "set_stock": sets, **terms}
    return open_collection(union, RaffleTerms(**times), table, CollectionTerms(**told), key=uuid4(), by=by)


def make_marker(collection: Collection, by: Person, label: str = "市民中心广场") -> Marker:
    return put_up(collection, label, by=by)


def make_cards(person: Person, collection: Collection, *kinds: int, at: Any = OPENS) -> list[Entry]:
    """Tries, earned, that hit the cards of these ranks: what a draw gives is not for a test to choose."""
    raffle = Raffle.objects.get(pk=collection.raffle_id)
    prizes = {prize.rank: prize for prize in Prize.objects.filter(raffle=raffle)}
    turns = Entry.objects.filter(raffle=raffle, person=person).count()
    made = [
        Entry(
            raffle=raffle,
            number=raffle.last_number + place,
            person=person,
            turn=turns + place,
            cap=raffle.tries,
            prize=prizes[kind],
            receipt=f"{raffle.last_number + place:04d}-test",
            at=at,
        )
        for place, kind in enumerate(kinds, start=1)
    ]
    Earned.objects.bulk_create(
        Earned(raffle=raffle, person=person, way="test", on=at, number=entry.turn, cap=entry.cap)
        for entry in made
    )
    Raffle.objects.filter(pk=raffle.pk).update(last_number=raffle.last_number + len(kinds))
    return Entry.objects.bulk_create(made)
