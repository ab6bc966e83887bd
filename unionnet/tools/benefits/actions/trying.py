# SPDX-License-Identifier: Apache-2.0
"""The contended verb of raffles: up to 1,000 tries in one transaction, in the order they came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from django.conf import settings

from unionnet.directory.people.models import Person
from unionnet.foundation.contended import Contended, Turn, bigints, turns_of
from unionnet.foundation.scope import verb
from unionnet.tools.benefits import chances
from unionnet.tools.benefits.models import Entry, Raffle
from unionnet.tools.benefits.raffle_rules import refusal

HERE = Path(__file__).parent
TRY = Contended(
    (HERE / "lock_raffles.sql").read_text(encoding="utf-8"),
    (HERE / "try.sql").read_text(encoding="utf-8"),
    reason="who wins is put on the list of who is given the prize",
)
MOST = 1000

TRIED = frozenset({"tried", "held", "re_tried"})


class Try(NamedTuple):
    """One person tries one raffle. `pads` are those of its seed; a key, with the hash of what was asked,
    makes the answer repeatable."""

    person_id: int
    raffle_id: int
    pads: tuple[bytes, bytes]
    key: str | None = None
    body_hash: bytes | None = None


class Luck(NamedTuple):
    """`outcome` is tried, held (the one try there is was taken before), re_tried (a key came again), else the
    code of a refusal. `prize_id` is what was hit, a prize or a luck card."""

    outcome: str
    number: int | None = None
    receipt: str | None = None
    prize_id: int | None = None
    at: datetime | None = None

    @property
    def has_tried(self) -> bool:
        return self.outcome in TRIED


def pads_of(raffle: Raffle) -> tuple[bytes, bytes]:
    """What the verb needs of the seed. It never leaves the process."""
    return chances.pads(bytes.fromhex(raffle.seed.open()))


@verb
def try_all(tries: Sequence[Try], *, at: datetime | None = None) -> list[Luck]:
    """Decide all of them in one transaction, in the order given. A raffle nobody knows answers `unknown`."""
    if len(tries) > MOST:
        raise ValueError(f"at most {MOST} at once")
    return _lucks(tries, TRY.decide(_to_lock(tries), _to_try(tries, at=at)))


async def try_crowd(tries: Sequence[Try], lane: psycopg.AsyncConnection) -> list[Luck]:
    """The same over a connection no thread has to wait for: locks, verb and commit make one trip.

    Committed when it returns; after an error, roll back.
    """
    return _lucks(tries, await TRY.decide_crowd(_to_lock(tries), _to_try(tries), lane))


def try_luck(person: Person, raffle: Raffle, *, key: str | None = None, at: datetime | None = None) -> Entry:
    """One try of this person, for themselves. Raises the refusal when there is none."""
    luck = try_all([Try(person.pk, raffle.pk, pads_of(raffle), key, b"" if key else None)], at=at)[0]
    if not luck.has_tried:
        raise refusal(luck.outcome, raffle)
    rows = Entry.objects.select_related("prize", "raffle")
    return rows.get(raffle=raffle, number=luck.number or 0)


def _lucks(tries: Sequence[Try], decided: Iterable[tuple[int, list[Any]]]) -> list[Luck]:
    found = [Luck("unknown")] * len(tries)
    for index, said in decided:
        found[index] = Luck(*said)
    return found


def _to_lock(tries: Sequence[Try]) -> dict[str, Any]:
    return {"raffles": sorted({one.raffle_id for one in tries})}


def _to_try(tries: Sequence[Try], *, at: datetime | None = None) -> list[Turn]:
    has_keys = any(one.key for one in tries)
    turns = []
    for who in turns_of(one.person_id for one in tries):
        asked = [tries[index] for index in who]
        pads = {one.raffle_id: one.pads for one in asked}
        given = {
            "persons": bigints(one.person_id for one in asked),
            "raffles": bigints(one.raffle_id for one in asked),
            "keys": [one.key for one in asked] if has_keys else None,
            "hashes": [one.body_hash for one in asked] if has_keys else None,
            "known": list(pads),
            "inner": [inner for inner, _outer in pads.values()],
            "outer": [outer for _inner, outer in pads.values()],
            "at": at,
            "zone": settings.TIME_ZONE,
        }
        turns.append((who, given))
    return turns
