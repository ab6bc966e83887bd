# SPDX-License-Identifier: Apache-2.0
"""What everybody who watches an offer sees: one snapshot a second, read once for all of them."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import connections

from unionnet.doors.hotlane.book import Book
from unionnet.foundation.scope import everything
from unionnet.foundation.server.asgi_words import Receive, Scope, Send, answer_json
from unionnet.foundation.server.streams import Event, event_stream
from unionnet.tools.enrolment.hot import OfferNow, Watched, read_watched

log = structlog.get_logger(__name__)
PULSE = 1.0


@dataclass(eq=False)
class Viewer:
    person_id: int | None
    news: asyncio.Event
    said: str = ""


class Live:
    """One reader a process, whatever the number of viewers; it rests when nobody watches."""

    def __init__(self, book: Book[OfferNow]) -> None:
        self._book = book
        self._viewers: dict[str, set[Viewer]] = defaultdict(set)
        self._state: dict[str, Watched] = {}
        self._moment: datetime | None = None
        self._thread = ThreadPoolExecutor(1, "hotlane-live")
        self._reading: asyncio.Task[None] | None = None

    async def watch(
        self, scope: Scope, receive: Receive, send: Send, public_id: str, person_id: int | None
    ) -> None:
        page = await self._book.page(public_id)
        if page is None or page.now is None:
            await answer_json(send, 404, {"code": "not_found", "message": "", "rule": None, "citation": None})
            return
        await event_stream(scope, receive, send, self._events(public_id, person_id))

    async def _events(self, public_id: str, person_id: int | None) -> AsyncIterator[Event]:
        viewer = Viewer(person_id, asyncio.Event())
        self._viewers[public_id].add(viewer)
        if self._reading is None or self._reading.done():
            self._reading = asyncio.get_running_loop().create_task(self._pulse())
        try:
            while True:
                if (watched := self._state.get(public_id)) and self._moment:
                    yield Event(_words(watched, self._moment, viewer.person_id))
                await viewer.news.wait()
                viewer.news.clear()
        finally:
            self._viewers[public_id].discard(viewer)
            if not self._viewers[public_id]:
                del self._viewers[public_id]
                self._state.pop(public_id, None)

    async def _pulse(self) -> None:
        loop = asyncio.get_running_loop()
        while self._viewers:
            began = loop.time()
            asked = {
                key: {v.person_id for v in viewers if v.person_id} for key, viewers in self._viewers.items()
            }
            try:
                self._moment, found = await loop.run_in_executor(self._thread, _read, asked)
                self._state.update({key: value for key, value in found.items() if key in self._viewers})
                for viewers in list(self._viewers.values()):
                    for viewer in viewers:
                        viewer.news.set()
            except Exception as problem:
                log.warning("watched offers could not be read", problem=type(problem).__name__)
            await asyncio.sleep(max(0.05, PULSE - (loop.time() - began)))


def _read(asked: dict[str, set[int]]) -> tuple[datetime, dict[str, Watched]]:
    try:
        with everything("a lane reads offers and who holds a place, by number"):
            return read_watched(asked, using="hot")
    except Exception:
        connections["hot"].close()
        raise


def _words(watched: Watched, moment: datetime, person_id: int | None) -> str:
    mine = watched.people.get(person_id or 0)
    return json.dumps(
        {
            "now": moment.isoformat(),
            "stage": watched.stage,
            "opens_in": max(0.0, round((watched.opens_at - moment).total_seconds(), 3)),
            "size": watched.size,
            "taken": watched.taken,
            "held": watched.held,
            "free": watched.size - watched.taken - watched.held,
            "entered": watched.entered,
            "waiting": watched.waiting,
            "mine": mine[0] if mine else None,
            "ahead": mine[1] if mine else None,
        },
        separators=(",", ":"),
    )
