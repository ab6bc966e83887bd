# SPDX-License-Identifier: Apache-2.0
"""Verbs that many want at once: a lock, and behind it one statement that decides for a whole crowd.

The lock comes first and the verb second, because in READ COMMITTED a statement judges by the snapshot it
began with: only one begun behind the lock sees what was given away before. The verb is prepared by the
server, and all turns make one trip. Nobody may stand twice in one statement, so who asks twice is decided in
a later turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection, transaction

OPEN = "SELECT set_config('unionnet.everything', %s, true)"
Turn = tuple[list[int], dict[str, Any]]  # indexes of those who asked, parameters of the verb for them


@dataclass(frozen=True)
class Contended:
    """`verb` answers rows whose first column says, counted from 0, which of those asked it is about. One that
    writes behind the second wall has a `reason` to see everything, as every verb has."""

    lock: str
    verb: str
    reason: str = ""

    def decide(self, to_lock: dict[str, Any], turns: Sequence[Turn]) -> Iterator[tuple[int, list[Any]]]:
        """Decide in one transaction of the caller's connection. Gives the index of who asked, and the
        answer."""
        with transaction.atomic():
            with connection.cursor() as cursor:  # it says on whose behalf, which the driver's own ones do not
                cursor.execute(self.lock, to_lock)
            driver = connection.connection
            # The driver's own cursors: bound and prepared by the server, all turns in one trip.
            with driver.pipeline():
                cursors = [
                    psycopg.Cursor(driver).execute(self.verb, given, prepare=True) for _who, given in turns
                ]
                rows = [cursor.fetchall() for cursor in cursors]
        return _told(turns, rows)

    async def decide_crowd(
        self, to_lock: dict[str, Any], turns: Sequence[Turn], lane: psycopg.AsyncConnection
    ) -> Iterator[tuple[int, list[Any]]]:
        """The same over a connection no thread has to wait for. Committed when it returns; after an
        error, roll back."""
        async with lane.pipeline():
            if self.reason:
                await lane.execute(OPEN, [self.reason], prepare=True)
            await lane.execute(self.lock, to_lock, prepare=True)
            cursors = [await lane.execute(self.verb, given, prepare=True) for _who, given in turns]
            await lane.commit()
            rows = [await cursor.fetchall() for cursor in cursors]
        return _told(turns, rows)


def turns_of(people: Iterable[int]) -> list[list[int]]:
    """Indexes of those who asked, in their order, so that nobody comes twice in one turn."""
    turns: list[list[int]] = []
    seen: dict[int, int] = {}
    for index, person in enumerate(people):
        turn = seen.get(person, 0)
        seen[person] = turn + 1
        if turn == len(turns):
            turns.append([])
        turns[turn].append(index)
    return turns


def bigints(numbers: Iterable[int]) -> str:
    """An array as text: the driver would ask each number for its type."""
    return "{" + ",".join(map(str, numbers)) + "}"


def _told(turns: Sequence[Turn], rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, list[Any]]]:
    for (who, _given), answers in zip(turns, rows, strict=True):
        for index, *rest in answers:
            yield who[index], rest


def one_at_a_time(what: str) -> None:
    """Whoever does the same at the same moment waits until our transaction is over, and then sees what it
    did: a form pressed twice, a number that must not change before the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
