# SPDX-License-Identifier: Apache-2.0
"""The counter of raffles: early "no", batch, answer."""

from __future__ import annotations

from unionnet.doors.hotlane.book import MARGIN, Book, Page
from unionnet.doors.hotlane.counter import Asked
from unionnet.doors.hotlane.gathering import Crowded, Gathering
from unionnet.doors.hotlane.raffles.answers import refused, spoken
from unionnet.doors.hotlane.spoken import Spoken, problem
from unionnet.foundation.server.asgi_words import Receive, Scope, Send, answer_json
from unionnet.tools.benefits.actions import MOST_TRIES, Luck, Try, try_crowd
from unionnet.tools.benefits.raffle_hot import RaffleNow, read_raffles

UNKNOWN = Luck("outcome_unknown")
FAILED = Luck("not_understood")


class RaffleCounter:
    """`POST /hot/benefits/<raffle>/try`."""

    verb = "try"

    def __init__(self) -> None:
        self.book = Book(read_raffles)
        self.gathering = Gathering(try_crowd, most=MOST_TRIES, unknown=UNKNOWN, failed=FAILED)

    async def answer(self, asked: Asked) -> Spoken:
        page = await self.book.page(asked.public_id)
        if page is None:
            return problem("outcome_unknown", asked.language)
        if page.now is None:
            return problem("not_found", asked.language)
        if code := self.early_no(page, asked):
            return refused(code, page, asked.language)
        wanted = Try(asked.person_id, page.now.raffle.pk, page.now.pads, asked.key, asked.body_hash)
        try:
            luck = await self.gathering.ask(wanted)
        except Crowded:
            return problem("crowded", asked.language)
        return spoken(luck, page, asked.public_id, asked.language)

    async def watch(
        self, scope: Scope, receive: Receive, send: Send, public_id: str, person_id: int | None
    ) -> None:
        """Nobody has to watch a raffle: each try is answered at once."""
        await answer_json(send, 404, {"code": "not_found", "message": "", "rule": None, "citation": None})

    async def close(self) -> None:
        await self.gathering.close()
        self.book.close()

    def early_no(self, page: Page[RaffleNow], asked: Asked) -> str | None:
        """Only what is true of everybody: before the opening nobody has tried, nobody is owed an answer."""
        now = page.now
        if now is None or now.is_over:
            return None
        return "not_open_yet" if self.book.moment < now.opens - MARGIN else None
