# SPDX-License-Identifier: Apache-2.0
"""Event streams that end when they should: with the client, with the server, and in bounded number."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any

from .asgi_words import Header, Receive, Scope, Send, answer, until_gone

HEARTBEAT = 15.0
SLOWEST_CLIENT = 30.0
MOST_STREAMS = int(os.environ.get("UNIONNET_MAX_STREAMS", "4000"))
# A page hears it and knows that the stream still carries: a comment it would not hear.
ALIVE = b"event: alive\ndata:\n\n"

_open: set["_Stream"] = set()
_shutting = False


@dataclass(frozen=True)
class Event:
    """One event. Line breaks in `data` are carried; `id` comes back as Last-Event-ID."""

    data: str
    name: str = ""
    id: str = ""

    def as_bytes(self) -> bytes:
        lines = [f"id: {self.id}"] if self.id else []
        lines += [f"event: {self.name}"] if self.name else []
        lines += [f"data: {line}" for line in self.data.split("\n")]
        return ("\n".join(lines) + "\n\n").encode()


class _Stream:
    def __init__(self) -> None:
        self.over = asyncio.Event()


def open_streams() -> int:
    """How many streams this process holds open."""
    return len(_open)


def close_all() -> None:
    """End every stream, and refuse new ones: the server is going down."""
    global _shutting
    _shutting = True
    for stream in _open:
        stream.over.set()


def reopen() -> None:
    """Take streams again after close_all(): for servers that begin anew inside one process."""
    global _shutting
    _shutting = False


async def event_stream(
    scope: Scope,
    receive: Receive,
    send: Send,
    events: AsyncIterator[Event],
    *,
    more: Iterable[Header] = (),
    heartbeat: float = HEARTBEAT,
) -> None:
    """Send these events until they end, the client goes or the server stops. Closes `events` in any case."""
    if _shutting or len(_open) >= MOST_STREAMS:
        await _close(events)
        await answer(send, 503, b"no stream free\n", more=[(b"retry-after", b"5")])
        return
    stream = _Stream()
    _open.add(stream)
    watcher = asyncio.ensure_future(_watch(receive, stream))
    try:
        headers = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-store"),
                   (b"x-accel-buffering", b"no"), *more]  # fmt: skip
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await _pour(send, events, stream, heartbeat)
        with contextlib.suppress(Exception):
            await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        _open.discard(stream)
        watcher.cancel()
        await _close(events)


async def _watch(receive: Receive, stream: _Stream) -> None:
    """Without somebody waiting here, a stream whose client has gone stays for ever."""
    with contextlib.suppress(Exception):
        await until_gone(receive)
    stream.over.set()


async def _pour(send: Send, events: AsyncIterator[Event], stream: _Stream, heartbeat: float) -> None:
    over = asyncio.ensure_future(stream.over.wait())
    following: asyncio.Future[Event] | None = None
    try:
        await _push(send, b"retry: 3000\n\n")
        while not stream.over.is_set():
            following = following or asyncio.ensure_future(anext(events))
            either: set[asyncio.Future[Any]] = {following, over}
            await asyncio.wait(either, timeout=heartbeat, return_when=asyncio.FIRST_COMPLETED)
            if following.done():
                event, following = following.result(), None
                await _push(send, event.as_bytes())
            elif not stream.over.is_set():
                await _push(send, ALIVE)
    except (StopAsyncIteration, TimeoutError, ConnectionError):
        return
    finally:
        over.cancel()
        if following:
            following.cancel()
            with contextlib.suppress(BaseException):
                await following


async def _push(send: Send, text: bytes) -> None:
    async with asyncio.timeout(SLOWEST_CLIENT):
        await send({"type": "http.response.body", "body": text, "more_body": True})


async def _close(events: AsyncIterator[Event]) -> None:
    close = getattr(events, "aclose", None)
    if close:
        with contextlib.suppress(Exception):
            await close()
