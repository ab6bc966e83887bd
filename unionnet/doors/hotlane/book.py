# SPDX-License-Identifier: Apache-2.0
"""The offers in memory: read again at most every 200 ms, and only those that somebody asks about."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.db import connections

from unionnet.doors.hotlane.spoken import Spoken
from unionnet.foundation.scope import everything
from unionnet.tools.enrolment.hot import OfferNow, read_offers

log = structlog.get_logger(__name__)
FRESH = 0.2
STALE = 1.0
MOST = 5000
# Nearer to the opening than this, the verb is asked: its clock is the database's.
MARGIN = 0.05


@dataclass
class Page:
    """One offer as it was read. `now` is None when there is no such offer."""

    read_at: float
    now: OfferNow | None
    answers: dict[tuple[str, str], Spoken] = field(default_factory=dict)


class Book:
    """Call from one event loop only; the reading is done in a thread of its own."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self._wanted: set[str] = set()
        self._reading: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, "hotlane-book")
        self._clock = 0.0

    async def page(self, public_id: str) -> Page | None:
        """What is known of an offer. None when the database does not answer."""
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

    def early_no(self, page: Page, person_id: int, *, keyed: bool) -> str | None:
        """The code of a refusal that memory alone may give. Whoever may hold something is never refused here:
        a request with a key always goes to the verb once the offer has opened."""
        offer = page.now
        if offer is None:
            return None
        if offer.is_cancelled:
            return "cancelled"
        moment = time.monotonic() + self._clock
        if moment < offer.opens - MARGIN:
            return "not_open_yet"
        if keyed or offer.holders is None or person_id in offer.holders:
            return None
        if moment > offer.closes + MARGIN:
            return "closed"
        return "full" if offer.is_full else None

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
                moment, found = await loop.run_in_executor(self._thread, _read, wanted, known)
            except Exception as problem:
                log.warning("the book could not be read", problem=type(problem).__name__)
                return
            self._clock = moment.timestamp() - time.monotonic()
            for key in wanted:
                self._write(key, found.get(key), began)

    def _write(self, key: str, now: OfferNow | None, began: float) -> None:
        before = self._pages.get(key)
        same_terms = before and before.now and now and before.now.terms == now.terms
        if len(self._pages) >= MOST and key not in self._pages:
            self._pages.pop(next(iter(self._pages)))
        self._pages[key] = Page(began, now, before.answers if before and same_terms else {})


def _read(wanted: Collection[str], known: dict[str, OfferNow]) -> tuple[datetime, dict[str, OfferNow]]:
    try:
        with everything("a lane reads offers and who holds a place, by number"):
            return read_offers(wanted, known, using="hot")
    except Exception:
        connections["hot"].close()
        raise
