# SPDX-License-Identifier: Apache-2.0
"""GET /live/screen?at=…: says when the wall has something new. The wall then fetches its fragment.

One reader a process for each union that is looked at; all walls on it hear the same word.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.streams import Reader, person_behind, session_key_of
from unionnet.doors.screen.queries import snapshot_of, union_on_screen
from unionnet.foundation.server.asgi_words import Receive, Scope, Send, answer
from unionnet.foundation.server.streams import event_stream

_reader = Reader("screen")


async def screen_stream(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["method"] != "GET" or scope["path"] != "/live/screen":
        await answer(send, 404, b"not found\n")
        return
    asked = parse_qs(scope["query_string"].decode("ascii", "replace")).get("at", [""])[0]
    union = await _reader.ask(_may_see, session_key_of(scope), asked[:20])
    if union is None:
        await answer(send, 403, b"not allowed\n")
        return
    await event_stream(scope, receive, send, _reader.changes(_version, union))


def _version(union: Organisation) -> str:
    return snapshot_of(union, "stream").version


def _may_see(session_key: str, public_id: str) -> Organisation | None:
    person = person_behind(session_key)
    return union_on_screen(person, public_id) if person else None
