# SPDX-License-Identifier: Apache-2.0
"""Questions about draws of gifts: what anyone may see, what one person has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet, Sum

from unionnet.directory.organisations.models import SEGMENT
from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.refusals import Refusal
from unionnet.tools.benefits.models import Earned, Entry, Prize, Raffle, Win
from unionnet.tools.benefits.queries.stock import SEE
from unionnet.tools.benefits.raffle_rules import why_not_try

MOST = 50


def public_raffles() -> QuerySet[Raffle]:
    """Anyone may see what is drawn, for whom, and how it was decided."""
    return Raffle.objects.select_related("organisation", "open_to")


def raffles_seen_by(person: Person) -> QuerySet[Raffle]:
    """Those an officer looks after."""
    return public_raffles().filter(person.reach(SEE).q())


def found_raffles(rows: QuerySet[Raffle], words: str) -> QuerySet[Raffle]:
    return rows.filter(Q(title__contains=words) | Q(organisation__name__contains=words)) if words else rows


def raffles_now(person: Person | None, at: datetime) -> list[Raffle]:
    return list(raffles_open_to(person, at).order_by("opens_at", "pk")[:MOST])


def raffles_open_to(person: Person | None, at: datetime) -> QuerySet[Raffle]:
    """To come and running, for everybody or for members of where this person is one."""
    path = Standing.objects.filter(person=person).values_list("path", flat=True).first() if person else ""
    above = [path[:end] for end in range(SEGMENT, len(path or "") + 1, SEGMENT)] if path else []
    return public_raffles().filter(
        Q(open_to=None) | Q(open_to__path__in=above), closes_at__gt=at, cancelled_at=None
    )


def entries_of(person: Person) -> QuerySet[Entry]:
    rows = Entry.objects.filter(person=person)
    return rows.select_related("raffle__organisation", "prize").order_by("-pk")


def wins_of(person: Person) -> QuerySet[Win]:
    rows = Win.objects.filter(person=person)
    return rows.select_related("raffle__organisation", "prize").order_by("-pk")


def wins_in(raffle: Raffle) -> QuerySet[Win]:
    return Win.objects.filter(raffle=raffle).select_related("person", "prize", "raffle")


@dataclass(frozen=True)
class Chance:
    """What one person sees of a raffle at one moment."""

    raffle: Raffle
    stage: str
    prizes: list[Prize]
    entries: list[Entry]
    win: Win | None
    no: Refusal | None
    earned: int | None = None

    @property
    def tries_left(self) -> int:
        allowed = self.raffle.tries if self.earned is None else min(self.earned, self.raffle.tries)
        return allowed - len(self.entries)


def chance_of(person: Person | None, raffle: Raffle, at: datetime) -> Chance:
    """Strangers are asked to sign in before they are judged."""
    prizes = list(raffle.prizes.order_by("rank"))
    if person is None:
        return Chance(raffle, raffle.stage_at(at), prizes, [], None, None)
    entries = list(entries_of(person).filter(raffle=raffle).order_by("number"))
    win = wins_of(person).filter(raffle=raffle).first()
    earned = Earned.objects.filter(raffle=raffle, person=person).count() if raffle.is_earned else None
    no = why_not_try(
        raffle,
        Standing.objects.filter(person=person).first(),
        turns=len(entries),
        earned=earned,
        has_won=win is not None,
        has_some=any(prize.chance and (prize.is_card or prize.left) for prize in prizes),
        at=at,
    )
    return Chance(raffle, raffle.stage_at(at), prizes, entries, win, no, earned)


@dataclass(frozen=True)
class Turnout:
    """人次 are tries, 人数 are the people behind them."""

    times: int
    persons: int
    won: int
    fetched: int
    returned: int


def turnout_of(raffle: Raffle) -> Turnout:
    counted = Entry.objects.filter(raffle=raffle).aggregate(n=Count("pk"), p=Count("person", distinct=True))
    states = dict(Win.objects.filter(raffle=raffle).values_list("state").annotate(n=Count("pk")))
    return Turnout(
        counted["n"], counted["p"], sum(states.values()), states.get("fetched", 0), states.get("returned", 0)
    )


def promised(item_id: int) -> int:
    """Pieces of an item that raffles still hold for winners to be, or to come."""
    rows = Prize.objects.filter(
        benefit__contents__item=item_id, raffle__published_at=None, raffle__cancelled_at=None
    )
    return rows.aggregate(n=Sum(F("left") * F("benefit__contents__quantity")))["n"] or 0
