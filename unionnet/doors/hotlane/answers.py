# SPDX-License-Identifier: Apache-2.0
"""The bytes of each answer."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache, lru_cache

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from unionnet.doors.hotlane.book import Page
from unionnet.doors.hotlane.spoken import Spoken
from unionnet.tools.enrolment.actions import Answer
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.rules import SENTENCES, refusal

STATUS = {"taken": 201, "re_taken": 201, "held": 200, "re_held": 200}
AGAIN = (b"retry-after", b"1")


def spoken(answer: Answer, page: Page, public_id: str, language: str) -> Spoken:
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
        return problem(404, "not_found", language)
    if answer.outcome in OURS:
        return problem(OURS[answer.outcome][0], answer.outcome, language)
    return refused(answer.outcome, page, language)


@lru_cache(maxsize=64)
def _written(moment: datetime) -> str:
    """Everybody of a batch is answered with the same moment."""
    return moment.isoformat()


def _drawn(answer: Answer, offer: Offer, outcome: str, position: int) -> tuple[str, int]:
    """Before the draw nobody waits. A key that comes again after it is told what it was told before."""
    was_told = answer.outcome != "queued" and answer.at is not None and offer.is_before_draw(answer.at)
    return ("entered", 0) if offer.awaits_draw or was_told else (outcome, position)


def refused(code: str, page: Page, language: str) -> Spoken:
    """A "no" of the rules, written once for each offer and language."""
    written = page.answers.get((code, language))
    if written is None:
        assert page.now is not None and code in SENTENCES  # noqa: S101, PT018 - the verb knows both
        with translation.override(language):
            written = Spoken(409, _json(refusal(code, page.now.offer).as_json()))
        page.answers[code, language] = written
    return written


@cache
def problem(status: int, code: str, language: str) -> Spoken:
    """A "no" of the lane itself."""
    with translation.override(language):
        message = gettext(OURS[code][1])
    body = _json({"code": code, "message": message, "rule": None, "citation": None})
    return Spoken(status, body, (AGAIN,) if status in (429, 503) else ())


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


OURS = {
    "not_found": (404, gettext_noop("没有这个报名项目。")),
    "method_not_allowed": (405, gettext_noop("这里只能提交报名。")),
    "no_ticket": (401, gettext_noop("报名凭证无效或已过期，请刷新页面。")),
    "not_json": (400, gettext_noop("提交的内容不是有效的 JSON。")),
    "unknown_fields": (422, gettext_noop("提交的内容里有不认识的字段。")),
    "bad_key": (400, gettext_noop("幂等键须为 1 到 80 个可见字符。")),
    "crowded": (429, gettext_noop("现在人很多，请稍等一秒再试。")),
    "outcome_unknown": (
        503,
        gettext_noop("数据库刚刚中断，您这一次是否成功还不确定。请再点一次：已经成功的不会重复。"),
    ),
    "not_understood": (422, gettext_noop("这一次请求无法处理，请刷新页面后再试。")),
}
