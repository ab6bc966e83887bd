# SPDX-License-Identifier: Apache-2.0
"""What every counter of the lane has: who asks for what, and how it answers."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from unionnet.doors.hotlane.spoken import Spoken
from unionnet.foundation.server.asgi_words import Receive, Scope, Send


class Asked(NamedTuple):
    """One request, read and found in order. `key` makes the answer repeatable, `body_hash` says what for."""

    person_id: int
    public_id: str
    key: str | None
    body_hash: bytes | None
    language: str


class Counter(Protocol):
    """`/hot/<name>/<public id>/<verb>`, and what those who watch are told."""

    verb: str

    async def answer(self, asked: Asked) -> Spoken: ...

    async def watch(
        self, scope: Scope, receive: Receive, send: Send, public_id: str, person_id: int | None
    ) -> None: ...

    async def close(self) -> None: ...
