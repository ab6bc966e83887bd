# SPDX-License-Identifier: Apache-2.0
"""The counter of places: early "no", batch, answer."""

from __future__ import annotations

from unionnet.doors.hotlane.book import MARGIN, Book, Page
from unionnet.doors.hotlane.counter import Asked
from unionnet.doors.hotlane.gathering import Crowded, Gathering
from unionnet.doors.hotlane.places.answers import refused, spoken
from unionnet.doors.hotlane.places.live import Live
from unionnet.doors.hotlane.spoken import Spoken, problem
from unionnet.foundation.server.asgi_words import Receive, Scope, Send
from unionnet.tools.enrolment.actions import MOST, Answer, Request, enrol_crowd
from unionnet.tools.enrolment.hot import OfferNow, read_offers

UNKNOWN = Answer("outcome_unknown")
FAILED = Answer("not_understood")


class PlaceCounter:
    """`POST /hot/enrolment/<offer>/place`."""

    verb = "place"

    def __init__(self) -> None:
        self.book = Book(read_offers)
        self.gathering = Gathering(enrol_crowd, most=MOST, unknown=UNKNOWN, failed=FAILED)
        self.live = Live(self.book)

    async def answer(self, asked: Asked) -> Spoken:
        page = await self.book.page(asked.public_id)
        if page is None:
            return problem("outcome_unknown", asked.language)
        if page.now is None:
            return problem("not_found", asked.language)
        if code := self.early_no(page, asked):
            return refused(code, page, asked.language)
        request = Request(asked.person_id, page.now.offer.pk, asked.key, asked.body_hash)
        try:
            answer = await self.gathering.ask(request)
        except Crowded:
            return problem("crowded", asked.language)
        return spoken(answer, page, asked.public_id, asked.language)

    async def watch(
        self, scope: Scope, receive: Receive, send: Send, public_id: str, person_id: int | None
    ) -> None:
        await self.live.watch(scope, receive, send, public_id, person_id)

    async def close(self) -> None:
        await self.gathering.close()
        self.book.close()

    def early_no(self, page: Page[OfferNow], asked: Asked) -> str | None:
        """The code of a refusal that memory alone may give. Whoever may hold something is never refused here:
        a request with a key always goes to the verb once the offer has opened."""
        offer = page.now
        if offer is None:
            return None
        if offer.is_cancelled:
            return "cancelled"
        if self.book.moment < offer.opens - MARGIN:
            return "not_open_yet"
        if asked.key is not None or offer.holders is None or asked.person_id in offer.holders:
            return None
        if self.book.moment > offer.closes + MARGIN:
            return "closed"
        return "full" if offer.is_full else None
