# SPDX-License-Identifier: Apache-2.0
"""What is given away, in memory: read again at most every 200 ms, and only what somebody asks about."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

import structlog
from django.db import connections

from unionnet.doors.hotlane.spoken import Spoken
from unionnet.foundation.scope import everything

log = structlog.get_logger(__name__)
FRESH = 0.2
STALE = 1.0
MOST = 5000
# Nearer to the opening or closing than this, the verb is asked: its clock is the database's.
MARGIN = 0.05


class Now(Protocol):
    """Something at one moment. An answer once written stays good while its terms are the same."""

    @property
    def terms(self) -> tuple[Any, ...]: ...


N = TypeVar("N", bound=Now)


class Read(Protocol[N]):
    """The moment and what was found; what is known already need not be read again."""

    def __call__(
        self, public_ids: Collection[str], known: Mapping[str, N], *, using: str
    ) -> tuple[datetime, dict[str, N]]: ...


@dataclass
class Page(Generic[N]):
    """One of them as it was read. `now` is None when there is no such thing."""

    read_at: float
    now: N | None
    answers: dict[tuple[str, str], Spoken] = field(default_factory=dict)


class Book(Generic[N]):
    """Call from one event loop only; the reading is done in a thread of its own."""

    def __init__(self, read: Read[N]) -> None:
        self._read = read
        self._pages: dict[str, Page[N]] = {}
        self._wanted: set[str] = set()
        self._reading: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, "hotlane-book")
        self._clock = 0.0

    @property
    def moment(self) -> float:
        """The database's clock, in seconds, as far as the book knows it."""
        return time.monotonic() + self._clock

    async def page(self, public_id: str) -> Page[N] | None:
        """What is known of it. None when the database does not answer."""
        found = self._pages.get(public_id)
        age = time.monotonic() - found.read_at if found else STALE
        if age >= FRESH:
            reading = self._read_again(public_id)
            if age >= STALE:
                await asyncio.wait([reading], timeout=5)
                found = self._pages.get(public_id)
                if found and time.monotonic() - found.read_at >= 5:
                    return None
        return found

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _read_again(self, public_id: str) -> asyncio.Task[None]:
        self._wanted.add(public_id)
        if self._reading is None or self._reading.done():
            self._reading = asyncio.get_running_loop().create_task(self._read_wanted())
        return self._reading

    async def _read_wanted(self) -> None:
        loop = asyncio.get_running_loop()
        while self._wanted:
            wanted, self._wanted = sorted(self._wanted)[:500], set(sorted(self._wanted)[500:])
            known = {key: page.now for key in wanted if (page := self._pages.get(key)) and page.now}
            began = time.monotonic()
            try:
                moment, found = await loop.run_in_executor(self._thread, self._look, wanted, known)
            except Exception as problem:
                log.warning("the book could not be read", problem=type(problem).__name__)
                return
            self._clock = moment.timestamp() - time.monotonic()
            for key in wanted:
                self._write(key, found.get(key), began)

    def _write(self, key: str, now: N | None, began: float) -> None:
        before = self._pages.get(key)
        same_terms = before and before.now and now and before.now.terms == now.terms
        if len(self._pages) >= MOST and key not in self._pages:
            self._pages.pop(next(iter(self._pages)))
        self._pages[key] = Page(began, now, before.answers if before and same_terms else {})

    def _look(self, wanted: Collection[str], known: dict[str, N]) -> tuple[datetime, dict[str, N]]:
        try:
            with everything("a lane reads what is given away and who has some, by number"):
                return self._read(wanted, known, using="hot")
        except Exception:
            connections["hot"].close()
            raise
