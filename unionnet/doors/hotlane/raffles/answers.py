# SPDX-License-Identifier: Apache-2.0
"""The bytes of each answer."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache

from django.utils import translation

from unionnet.doors.hotlane.book import Page
from unionnet.doors.hotlane.spoken import OURS, Spoken, problem, written
from unionnet.tools.benefits.actions import Luck
from unionnet.tools.benefits.models import Prize, Raffle
from unionnet.tools.benefits.raffle_hot import RaffleNow
from unionnet.tools.benefits.raffle_rules import SENTENCES, refusal

STATUS = {"tried": 201, "re_tried": 201, "held": 200}


def spoken(luck: Luck, page: Page[RaffleNow], public_id: str, language: str) -> Spoken:
    """The answer of the verb on the wire."""
    if luck.has_tried and page.now and luck.at is not None:
        prize = page.now.prizes.get(luck.prize_id) if luck.prize_id else None
        name = _named(prize.name, prize.name_en, language) if prize else "null"
        text = (
            f'{{"outcome":"{_outcome(page.now.raffle, prize)}","raffle":"{public_id}","number":{luck.number},'
            f'"receipt":"{luck.receipt}","rank":{prize.rank if prize else 0},'
            f'"prize":{name},"at":"{_written(luck.at)}"}}'
        )
        return Spoken(STATUS[luck.outcome], text.encode())
    if luck.outcome == "unknown":
        return problem("not_found", language)
    if luck.outcome in OURS:
        return problem(luck.outcome, language)
    return refused(luck.outcome, page, language)


def _outcome(raffle: Raffle, prize: Prize | None) -> str:
    if prize is None:
        return "nothing" if raffle.mode == Raffle.Mode.INSTANT else "entered"
    return "card" if prize.is_card else "won"


@lru_cache(maxsize=256)
def _named(name: str, name_en: str, language: str) -> str:
    return json.dumps(name_en if language == "en" and name_en else name, ensure_ascii=False)


@lru_cache(maxsize=64)
def _written(moment: datetime) -> str:
    """Everybody of a batch is answered with the same moment."""
    return moment.isoformat()


def refused(code: str, page: Page[RaffleNow], language: str) -> Spoken:
    """A "no" of the rules, written once for each raffle and language."""
    said = page.answers.get((code, language))
    if said is None:
        assert page.now is not None and code in SENTENCES  # noqa: S101, PT018 - the verb knows both
        with translation.override(language):
            said = Spoken(409, written(refusal(code, page.now.raffle).as_json()))
        page.answers[code, language] = said
    return said
