# SPDX-License-Identifier: Apache-2.0
"""Verbs of raffles that ask for more than being there: earn a try, and be granted what is set apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.contended import Contended, bigints
from unionnet.foundation.scope import verb
from unionnet.tools.benefits.models import Prize, Raffle

HERE = Path(__file__).parent
GRANT = Contended(
    (HERE / "lock_raffles.sql").read_text(encoding="utf-8"),
    (HERE / "grant.sql").read_text(encoding="utf-8"),
)
# The first number of the day that is free: none when all are used up, or another phone of theirs took it now.
# No lock: who takes prizes back locks the raffle before people, and from here one goes on to the raffle.
EARN = """
    INSERT INTO benefits_earned (raffle_id, person_id, way, "on", number, cap, at)
    SELECT a.raffle, a.person, a.way, a.on_day, n, a.cap, a.at
    FROM (SELECT %(raffle)s::bigint, %(person)s::bigint, %(way)s::text, %(on)s::date, %(cap)s::int,
                 %(at)s::timestamptz) AS a (raffle, person, way, on_day, cap, at),
         generate_series(1, a.cap) n
    WHERE NOT EXISTS (
        SELECT FROM benefits_earned e WHERE e.raffle_id = a.raffle AND e.person_id = a.person
        AND e.way = a.way AND e."on" = a.on_day AND e.number = n
    ) ORDER BY n LIMIT 1 ON CONFLICT DO NOTHING
"""


@verb
def earn_try(person: Person, raffle: Raffle, way: str, *, cap: int, at: datetime | None = None) -> bool:
    """One try more, at most `cap` a day by this way. False when the day's are earned already."""
    at = at or database_now()
    given: dict[str, Any] = {
        "raffle": raffle.pk,
        "person": person.pk,
        "way": way,
        "cap": cap,
        "on": local_date(at),
        "at": at,
    }
    with connection.cursor() as cursor:
        for _phone in range(cap):  # what another phone took is seen by the next statement
            cursor.execute(EARN, given)
            if cursor.rowcount:
                return True
    return False


@verb
def grant_prizes(prize: Prize, people: Sequence[int], *, at: datetime | None = None) -> list[str]:
    """Give each of these persons, in their order, a prize that is set apart and that no try can hit. Answers
    in their order: `granted`, or `won_already` or `gone`. They fetch it as any winner does."""
    given = {"prize": prize.pk, "persons": bigints(people), "at": at, "zone": settings.TIME_ZONE}
    answers = ["gone"] * len(people)
    for index, said in GRANT.decide({"raffles": [prize.raffle_id]}, [(list(range(len(people))), given)]):
        answers[index] = said[0]
    return answers
