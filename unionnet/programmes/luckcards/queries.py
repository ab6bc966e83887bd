# SPDX-License-Identifier: Apache-2.0
"""Collections an officer runs, and what one person holds of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from unionnet.directory.organisations.models import SEGMENT
from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import everything
from unionnet.programmes.luckcards.models import Collection, Exchange, Marker, Parting
from unionnet.programmes.luckcards.rules import why_not_now
from unionnet.tools.benefits.models import Earned, Entry, Prize
from unionnet.tools.benefits.queries.raffles import Chance, chance_of

SEE = "luckcards.see"
MOST = 50
WAYS = ("scan", "sign_in", "share")


def public_collections() -> QuerySet[Collection]:
    """Anyone may see what is collected, for whom, and what a set is good for."""
    return Collection.objects.select_related("raffle__organisation", "raffle__open_to", "set_prize")


def collections_seen_by(person: Person) -> QuerySet[Collection]:
    return public_collections().filter(person.reach(SEE).q("raffle__organisation__path"))


def markers_seen_by(person: Person) -> QuerySet[Marker]:
    inside = person.reach(SEE).q("collection__raffle__organisation__path")
    return Marker.objects.filter(inside).select_related("collection__raffle__organisation")


def collections_now(person: Person | None, at: datetime) -> list[Collection]:
    """To come and running, for everybody or for members of where this person is one."""
    path = Standing.objects.filter(person=person).values_list("path", flat=True).first() if person else ""
    above = [path[:end] for end in range(SEGMENT, len(path or "") + 1, SEGMENT)] if path else []
    for_me = Q(raffle__open_to=None) | Q(raffle__open_to__path__in=above)
    rows = public_collections().filter(for_me, raffle__closes_at__gt=at, raffle__cancelled_at=None)
    return list(rows.order_by("raffle__opens_at", "pk")[:MOST])


@dataclass(frozen=True)
class Kind:
    """One kind of card, and those of it that somebody holds."""

    prize: Prize
    cards: list[Entry]

    @property
    def spare(self) -> Entry | None:
        """One that is more than a set needs."""
        return self.cards[-1] if len(self.cards) > 1 else None


@dataclass(frozen=True)
class Way:
    """A way to earn a try: so many of so many today."""

    name: str
    had: int
    cap: int

    @property
    def left(self) -> int:
        return max(self.cap - self.had, 0)


@dataclass(frozen=True)
class Hand:
    """What one person sees of a collection at one moment."""

    collection: Collection
    chance: Chance
    kinds: list[Kind]
    ways: list[Way]
    exchange: Exchange | None
    offers: list[Parting]
    no: Refusal | None

    @property
    def missing(self) -> int:
        return sum(not kind.cards for kind in self.kinds)

    @property
    def is_complete(self) -> bool:
        return not self.missing


def hand_of(person: Person | None, collection: Collection, at: datetime) -> Hand:
    """Seven questions at most, however many cards there are."""
    chance = chance_of(person, collection.raffle, at)
    held: dict[int, list[Entry]] = {}
    for card in cards_of(person, collection) if person else ():
        held.setdefault(card.prize_id or 0, []).append(card)
    kinds = [Kind(prize, held.get(prize.pk, [])) for prize in chance.prizes if prize.is_card]
    mine = Parting.objects.filter(person=person, entry__raffle=collection.raffle)
    return Hand(
        collection,
        chance,
        kinds,
        _ways(person, collection, at),
        Exchange.objects.filter(collection=collection, person=person).first() if person else None,
        list(mine.filter(exchange=None, to=None).select_related("kind").order_by("pk")) if person else [],
        why_not_now(collection, at),
    )


def _ways(person: Person | None, collection: Collection, at: datetime) -> list[Way]:
    today = Earned.objects.filter(raffle=collection.raffle, person=person, on=local_date(at))
    had = dict(today.values_list("way").annotate(n=Count("pk"))) if person else {}
    caps = (collection.scans, collection.sign_ins, collection.shares)
    return [Way(name, had.get(name, 0), cap) for name, cap in zip(WAYS, caps, strict=True) if cap]


@everything("a card somebody was given is a try of somebody else")
def cards_of(person: Person, collection: Collection) -> list[Entry]:
    """Cards this person holds, in the order they were drawn: own and given ones, without those that left."""
    left = Parting.objects.filter(person=person, entry__raffle=collection.raffle).values("entry")
    given = Parting.objects.filter(to=person, entry__raffle=collection.raffle).values("entry")
    drawn = Entry.objects.filter(raffle=collection.raffle, prize__is_card=True)
    rows = drawn.filter(Q(person=person) | Q(pk__in=given)).exclude(pk__in=left)
    return list(rows.select_related("prize").order_by("number"))


@everything("a gift is found by the code of who gave it")
def offer_by(code: str) -> Parting | None:
    rows = Parting.objects.filter(code=code, exchange=None)
    return rows.select_related("kind", "entry__raffle__organisation").first()


def collection_of(offer: Parting) -> Collection:
    return public_collections().get(raffle=offer.entry.raffle_id)


def marker_by(collection: Collection, code: str) -> Marker | None:
    return Marker.objects.filter(collection=collection, code=code, ended_at=None).first()


@dataclass(frozen=True)
class Turnout:
    """Cards drawn, cards given to others, sets exchanged; scans of each picture are not counted by person."""

    cards: int
    given: int
    exchanged: int
    prizes: int


@everything("numbers only")
def turnout_of(collection: Collection) -> Turnout:
    drawn = Entry.objects.filter(raffle=collection.raffle, prize__is_card=True).count()
    given = Parting.objects.filter(entry__raffle=collection.raffle, to__isnull=False).count()
    sets = dict(collection.exchanges.values_list("gives").annotate(n=Count("pk")))
    return Turnout(drawn, given, sum(sets.values()), sets.get(Exchange.Gives.PRIZE, 0))
