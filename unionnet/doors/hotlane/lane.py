# SPDX-License-Identifier: Apache-2.0
"""The hot lane: ticket, key, body, and on to the counter that gives what is asked for. No session, no ORM."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import re
import sys

import msgspec

from unionnet.doors.hotlane.counter import Asked, Counter
from unionnet.doors.hotlane.places.counter import PlaceCounter
from unionnet.doors.hotlane.raffles.counter import RaffleCounter
from unionnet.doors.hotlane.spoken import Spoken, problem
from unionnet.foundation.server.asgi_words import Receive, Scope, Send
from unionnet.foundation.server.body import read_body
from unionnet.foundation.tickets import read as read_ticket

BODY_LIMIT = 4096
SETTLING = (0.0, 2.0, 20.0)
PATH = re.compile(r"/hot/([a-z]+)/([2-9a-hjkmnp-z]{12})/([a-z]+)")
KEY = re.compile(rb"[\x21-\x7e]{1,80}")


class Nothing(msgspec.Struct, forbid_unknown_fields=True):
    """The body of a request: nothing, or an empty object."""


BODY = msgspec.json.Decoder(Nothing)


class HotLane:
    """Made at import; threads and tasks begin with the first request, in the loop of the server."""

    def __init__(self) -> None:
        self.places = PlaceCounter()
        self.raffles = RaffleCounter()
        self.counters: dict[str, Counter] = {"enrolment": self.places, "benefits": self.raffles}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = PATH.fullmatch(scope["path"])
        counter = self.counters.get(found[1]) if found else None
        if counter and found and found[3] == "stream" and scope["method"] == "GET":
            await counter.watch(scope, receive, send, found[2], _person(scope))
            return
        answer = await self._answer(scope, receive, counter, found)
        await send(answer.start)
        await send(answer.body)

    async def open(self) -> None:
        # The loop comes back from the database every few milliseconds and must not wait long for the
        # interpreter while Django's threads are busy: the default of 5 ms is as long as a whole batch.
        sys.setswitchinterval(0.0005)
        # What was loaded at start stays for ever. Looking through all of it for rubbish again and again
        # stopped everybody for 100 to 200 ms, twice a second in a rush. Nor is it worth looking through the
        # young ones at every 700, where ten thousand live at once.
        gc.set_threshold(20_000, 20, 20)
        for later in SETTLING:
            asyncio.get_running_loop().call_later(later, _spare_what_stays)

    async def close(self) -> None:
        for counter in self.counters.values():
            await counter.close()

    async def _answer(
        self, scope: Scope, receive: Receive, counter: Counter | None, found: re.Match[str] | None
    ) -> Spoken:
        language, ticket, key, has_body = _heads(scope)
        if counter is None or found is None:
            return problem("not_found", language)
        if scope["method"] != "POST" or found[3] != counter.verb:
            return problem("method_not_allowed", language)
        person_id = read_ticket(ticket) if ticket else None
        if person_id is None:
            return problem("no_ticket", language)
        if key is not None and not KEY.fullmatch(key):
            return problem("bad_key", language)
        body = await read_body(receive, BODY_LIMIT) if has_body else b""
        if body and (bad := _why_not_body(body)):
            return problem(bad, language)
        return await counter.answer(Asked(person_id, found[2], *_keyed(found[2], key, body), language))


def _spare_what_stays() -> None:
    gc.collect()
    gc.freeze()


def _heads(scope: Scope) -> tuple[str, bytes | None, bytes | None, bool]:
    """Language, ticket, key and whether a body comes, in one pass over the headers."""
    language, ticket, key, has_body = "zh-hans", None, None, False
    for name, value in scope["headers"]:
        if name == b"authorization":
            ticket = value[7:].strip() if value[:7].lower() == b"ticket " else None
        elif name == b"idempotency-key":
            key = value
        elif name == b"accept-language":
            language = "en" if value[:2].lower() == b"en" else "zh-hans"
        elif name == b"content-length":
            has_body = has_body or value != b"0"
        elif name == b"transfer-encoding":
            has_body = True
    return language, ticket, key, has_body


def _person(scope: Scope) -> int | None:
    ticket = _heads(scope)[1]
    return read_ticket(ticket) if ticket else None


def _why_not_body(body: bytes) -> str | None:
    try:
        BODY.decode(body)
    except msgspec.ValidationError:
        return "unknown_fields"
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "not_json"
    return None


def _keyed(public_id: str, key: bytes | None, body: bytes) -> tuple[str | None, bytes | None]:
    if key is None:
        return None, None
    return key.decode("ascii"), hashlib.sha256(b"POST\n" + public_id.encode() + b"\n" + body).digest()


lane = HotLane()
