# SPDX-License-Identifier: Apache-2.0
"""What arrives while the last batch commits is the next batch. One thread, one prepared connection."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import structlog
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, connections

from unionnet.tools.enrolment.actions import MOST, Answer, Request, enrol_all

log = structlog.get_logger(__name__)
ROOM = 20_000
PATIENCE = 3.0
UNKNOWN = Answer("outcome_unknown")
FAILED = Answer("not_understood")


class Crowded(Exception):
    """No room in the lane: come again."""


class Gathering:
    """`await ask(request)` waits for the commit of the batch the request went into."""

    def __init__(self, *, room: int = ROOM, using: str = "hot") -> None:
        self._queue: deque[tuple[Request, asyncio.Future[Answer]]] = deque()
        self._room = room
        self._using = using
        self._thread = ThreadPoolExecutor(1, "hotlane")
        self._running: asyncio.Task[None] | None = None

    def ask(self, request: Request) -> asyncio.Future[Answer]:
        if len(self._queue) >= self._room:
            raise Crowded
        loop = asyncio.get_running_loop()
        promise: asyncio.Future[Answer] = loop.create_future()
        self._queue.append((request, promise))
        if self._running is None or self._running.done():
            self._running = loop.create_task(self._run())
        return promise

    async def close(self) -> None:
        """Finish what was taken in."""
        if self._running:
            await asyncio.wait([self._running], timeout=5)
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._queue:
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), MOST))]
            requests = [request for request, _promise in batch]
            try:
                answers = await loop.run_in_executor(self._thread, decide, requests, self._using)
            except Exception:
                log.exception("a batch failed")
                answers = [UNKNOWN] * len(batch)
            for (_request, promise), answer in zip(batch, answers, strict=True):
                if not promise.done():
                    promise.set_result(answer)


def decide(requests: Sequence[Request], using: str = "hot") -> list[Answer]:
    """The verb, in this thread's own connection. A lost connection is tried again for some seconds: harmless,
    since who was given a place before the loss is told the same place. After that the outcome is unknown."""
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            return enrol_all(requests, by=None, using=using)
        except (IntegrityError, DataError):
            return _apart(requests, using)
        except (OperationalError, InterfaceError) as problem:
            connections[using].close()
            if time.monotonic() > give_up:
                log.warning("the lane has no database", problem=type(problem).__name__)
                return [UNKNOWN] * len(requests)
            time.sleep(0.05)


def _apart(requests: Sequence[Request], using: str) -> list[Answer]:
    """One bad request must not cost the others their place: halve until it is alone."""
    if len(requests) == 1:
        return [FAILED]
    middle = len(requests) // 2
    return decide(requests[:middle], using) + decide(requests[middle:], using)
