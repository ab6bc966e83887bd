# SPDX-License-Identifier: Apache-2.0
"""The contended verb. One rule, one write, one audit, whichever way people come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from django.conf import settings
from django.db import connection

from unionnet.directory.people.models import Person
from unionnet.foundation.contended import Contended, Turn, bigints, turns_of
from unionnet.tools.enrolment.models import Invitation, Offer, Place, Waiting
from unionnet.tools.enrolment.rules import refusal

HERE = Path(__file__).parent
ENROL = Contended(
    (HERE / "lock.sql").read_text(encoding="utf-8"), (HERE / "enrol.sql").read_text(encoding="utf-8")
)
MOST = 1000

PLACED = frozenset({"taken", "held", "re_taken", "re_held"})
QUEUED = frozenset({"waiting", "queued", "re_waiting", "re_queued"})
INVITED = frozenset({"invited", "re_invited"})


class Request(NamedTuple):
    """One person wants one offer. A key (with the hash of what was asked) makes the answer repeatable."""

    person_id: int
    offer_id: int
    key: str | None = None
    body_hash: bytes | None = None


class Answer(NamedTuple):
    """`outcome` is taken, held, waiting, queued or invited (`re_`: a key came again), else the code
    of a refusal. `position` counts from 1 among those who wait."""

    outcome: str
    number: int | None = None
    receipt: str | None = None
    position: int | None = None
    at: datetime | None = None

    @property
    def has_place(self) -> bool:
        return self.outcome in PLACED

    @property
    def is_waiting(self) -> bool:
        return self.outcome in QUEUED

    @property
    def is_invited(self) -> bool:
        return self.outcome in INVITED

    @property
    def is_refusal(self) -> bool:
        return not (self.has_place or self.is_waiting or self.is_invited)


def enrol_all(
    requests: Sequence[Request],
    *,
    by: Person | None,
    at: datetime | None = None,
    via: str = "hot",
) -> list[Answer]:
    """Decide all of them in one transaction, in the order given. Without `by` everyone acts for themselves.

    Holding a place already is no error: you get the place you hold. An offer nobody knows answers `unknown`.
    """
    if len(requests) > MOST:
        raise ValueError(f"at most {MOST} at once")
    decided = ENROL.decide(_to_lock(requests), _to_enrol(requests, by=by, at=at, via=via))
    return _answers(requests, decided)


async def enrol_crowd(requests: Sequence[Request], lane: psycopg.AsyncConnection) -> list[Answer]:
    """The same for people who act for themselves, over a connection no thread has to wait for.

    Locks, verb and commit make one trip. Committed when it returns; after an error, roll back.
    """
    turns = _to_enrol(requests, by=None, at=None, via="hot")
    return _answers(requests, await ENROL.decide_crowd(_to_lock(requests), turns, lane))


def _answers(requests: Sequence[Request], decided: Iterable[tuple[int, list[Any]]]) -> list[Answer]:
    answers = [Answer("unknown")] * len(requests)
    for index, said in decided:
        answers[index] = Answer(*said)
    return answers


def enrol(
    person: Person, offer: Offer, *, by: Person, at: datetime | None = None, via: str = "web"
) -> Place | Waiting | Invitation:
    """Give this person a place, or a number on the waiting list. Raises the refusal when there is neither."""
    answer = enrol_all([Request(person.pk, offer.pk)], by=by, at=at, via=via)[0]
    if answer.has_place:
        return Place.objects.get(offer=offer, person=person)
    if answer.is_waiting:
        return Waiting.objects.get(offer=offer, person=person)
    if answer.is_invited:
        return Invitation.objects.get(offer=offer, person=person)
    raise refusal(answer.outcome, offer)


def lock(offers: Sequence[int]) -> None:
    """Lock groups, then offers, in the order everybody uses. Read them again afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(ENROL.lock, {"offers": list(offers)})


def _to_lock(requests: Sequence[Request]) -> dict[str, Any]:
    """Everything at once, before the first turn: a lower id after a higher one could lock both out."""
    return {"offers": sorted({request.offer_id for request in requests})}


def _to_enrol(requests: Sequence[Request], *, by: Person | None, at: datetime | None, via: str) -> list[Turn]:
    has_keys = any(request.key for request in requests)
    turns = []
    for who in turns_of(request.person_id for request in requests):
        asked = [requests[index] for index in who]
        given = {
            "persons": bigints(request.person_id for request in asked),
            "offers": bigints(request.offer_id for request in asked),
            "keys": [request.key for request in asked] if has_keys else None,
            "hashes": [request.body_hash for request in asked] if has_keys else None,
            "via": via,
            "by": by.pk if by else None,
            "at": at,
            "zone": settings.TIME_ZONE,
        }
        turns.append((who, given))
    return turns
