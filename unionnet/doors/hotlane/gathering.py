# SPDX-License-Identifier: Apache-2.0
"""What arrives while the last batch commits is the next batch. One task, one prepared connection, no thread:
a thread would come back from the database several times a batch and wait for the interpreter each time."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

import psycopg
import structlog
from django.db import connections

log = structlog.get_logger(__name__)
ROOM = 20_000
PATIENCE = 3.0
R = TypeVar("R")
A = TypeVar("A")
Verb = Callable[[Sequence[R], psycopg.AsyncConnection], Awaitable[list[A]]]


class Crowded(Exception):
    """No room in the lane: come again."""


class Gathering(Generic[R, A]):
    """`await ask(request)` waits for the commit of the batch the request went into. Call it from one loop.

    `unknown` answers when the database went while a batch was under way, `failed` a request that cannot be
    done at all. `most` go into one batch.
    """

    def __init__(self, verb: Verb[R, A], *, most: int, unknown: A, failed: A, room: int = ROOM) -> None:
        self._verb, self._most, self._unknown, self._failed = verb, most, unknown, failed
        self._queue: deque[tuple[R, asyncio.Future[A]]] = deque()
        self._room = room
        self._running: asyncio.Task[None] | None = None
        self._connection: psycopg.AsyncConnection | None = None

    def ask(self, request: R) -> asyncio.Future[A]:
        if len(self._queue) >= self._room:
            raise Crowded
        loop = asyncio.get_running_loop()
        promise: asyncio.Future[A] = loop.create_future()
        self._queue.append((request, promise))
        if self._running is None or self._running.done():
            self._running = loop.create_task(self._run())
        return promise

    async def close(self) -> None:
        """Finish what was taken in."""
        if self._running:
            await asyncio.wait([self._running], timeout=5)
        await self._hang_up()

    async def _run(self) -> None:
        while self._queue:
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), self._most))]
            try:
                answers = await self._decide([request for request, _promise in batch])
            except Exception:
                log.exception("a batch failed")
                await self._hang_up()
                answers = [self._unknown] * len(batch)
            for (_request, promise), answer in zip(batch, answers, strict=True):
                if not promise.done():
                    promise.set_result(answer)

    async def _decide(self, requests: Sequence[R]) -> list[A]:
        """The verb. A lost connection is tried again for some seconds: harmless, since who was given
        something before the loss is told the same again. After that the outcome is unknown."""
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                return await self._verb(requests, await self._call())
            except (psycopg.IntegrityError, psycopg.DataError):
                await self._hang_up()
                return await self._apart(requests)
            except (psycopg.OperationalError, psycopg.InterfaceError) as problem:
                await self._hang_up()
                if time.monotonic() > give_up:
                    log.warning("the lane has no database", problem=type(problem).__name__)
                    return [self._unknown] * len(requests)
                await asyncio.sleep(0.05)

    async def _apart(self, requests: Sequence[R]) -> list[A]:
        """One bad request must not cost the others their place: halve until it is alone."""
        if len(requests) == 1:
            return [self._failed]
        middle = len(requests) // 2
        return await self._decide(requests[:middle]) + await self._decide(requests[middle:])

    async def _call(self) -> psycopg.AsyncConnection:
        if self._connection is None:
            place = connections["hot"].get_connection_params()
            place = {name: place[name] for name in PLACE if name in place}
            self._connection = await psycopg.AsyncConnection.connect(**place, options="-c TimeZone=UTC")
        return self._connection

    async def _hang_up(self) -> None:
        """Whatever was under way in the connection is rolled back by the server."""
        connection, self._connection = self._connection, None
        if connection:
            with contextlib.suppress(psycopg.Error):
                await connection.close()


# What says where the database is; the rest of Django's parameters is for its own cursors.
PLACE = ("dbname", "user", "password", "host", "port", "application_name")
