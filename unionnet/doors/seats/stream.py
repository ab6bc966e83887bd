# SPDX-License-Identifier: Apache-2.0
"""GET /live/seats: says when something changed among the calls of one's desks. The page then fetches its
part, with the rights of its session; the word itself tells nothing.

A desk is asked for once a second in each process, however many seats look at it.
"""

from __future__ import annotations

import hashlib
from time import monotonic

from unionnet.directory.people.streams import SECOND, Reader, person_behind, session_key_of
from unionnet.doors.seats.queries import desks_that_answer, open_calls_of
from unionnet.foundation.server.asgi_words import Receive, Scope, Send, answer
from unionnet.foundation.server.streams import event_stream

FRESH = SECOND / 2  # so long what was asked serves all seats of a desk
_reader = Reader("seats")
_known: dict[int, tuple[float, str]] = {}  # desk: when it was asked for, and what its calls were


async def seats_stream(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["method"] != "GET" or scope["path"] != "/live/seats":
        await answer(send, 404, b"not found\n")
        return
    desks = await _reader.ask(_desks_of, session_key_of(scope))
    if not desks:
        await answer(send, 403, b"not allowed\n")
        return
    await event_stream(scope, receive, send, _reader.changes(_version_of, desks))


def _desks_of(session_key: str) -> list[int]:
    person = person_behind(session_key)
    return list(desks_that_answer(person).values_list("pk", flat=True)) if person else []


def _version_of(desks: list[int]) -> str:
    calls = "".join(_calls_at(desk) for desk in desks)
    return hashlib.sha256(calls.encode()).hexdigest()[:16]


def _calls_at(desk: int) -> str:
    now = monotonic()
    asked_at, calls = _known.get(desk, (0.0, ""))
    if now - asked_at >= FRESH:
        calls = f"{desk}{open_calls_of(desk)}"
        _known[desk] = now, calls
    return calls
