# SPDX-License-Identifier: Apache-2.0
"""The bytes of each answer."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.utils import translation

from unionnet.doors.hotlane.book import Page
from unionnet.doors.hotlane.spoken import OURS, Spoken, problem, written
from unionnet.tools.enrolment.actions import Answer
from unionnet.tools.enrolment.hot import OfferNow
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.rules import SENTENCES, refusal

STATUS = {"taken": 201, "re_taken": 201, "held": 200, "re_held": 200}


def spoken(answer: Answer, page: Page[OfferNow], public_id: str, language: str) -> Spoken:
    """The answer of the verb on the wire."""
    if answer.receipt is not None and answer.at is not None and not answer.is_refusal:
        outcome, position = answer.outcome.removeprefix("re_"), answer.position or 0
        if answer.is_waiting and page.now and page.now.offer.mode != Offer.Mode.FIRST_COME:
            outcome, position = _drawn(answer, page.now.offer, outcome, position)
        text = (
            f'{{"outcome":"{outcome}","offer":"{public_id}","number":{answer.number},'
            f'"receipt":"{answer.receipt}","position":{position},"at":"{_written(answer.at)}"}}'
        )
        return Spoken(STATUS.get(answer.outcome, 202), text.encode())
    if answer.outcome == "unknown":
        return problem("not_found", language)
    if answer.outcome in OURS:
        return problem(answer.outcome, language)
    return refused(answer.outcome, page, language)


@lru_cache(maxsize=64)
def _written(moment: datetime) -> str:
    """Everybody of a batch is answered with the same moment."""
    return moment.isoformat()


def _drawn(answer: Answer, offer: Offer, outcome: str, position: int) -> tuple[str, int]:
    """Before the draw nobody waits. A key that comes again after it is told what it was told before."""
    was_told = answer.outcome != "queued" and answer.at is not None and offer.is_before_draw(answer.at)
    return ("entered", 0) if offer.awaits_draw or was_told else (outcome, position)


def refused(code: str, page: Page[OfferNow], language: str) -> Spoken:
    """A "no" of the rules, written once for each offer and language."""
    said = page.answers.get((code, language))
    if said is None:
        assert page.now is not None and code in SENTENCES  # noqa: S101, PT018 - the verb knows both
        with translation.override(language):
            said = Spoken(409, written(refusal(code, page.now.offer).as_json()))
        page.answers[code, language] = said
    return said
