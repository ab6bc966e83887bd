# SPDX-License-Identifier: Apache-2.0
"""Answers as bytes, and what the lane itself has to say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

Header = tuple[bytes, bytes]
JSON = (b"content-type", b"application/json")
NO_STORE = (b"cache-control", b"no-store")
AGAIN = (b"retry-after", b"1")


class Spoken:
    """An answer as the server wants it: made once, sent as often as it is due."""

    __slots__ = ("body", "start", "status")

    def __init__(self, status: int, body: bytes, more: Iterable[Header] = ()) -> None:
        headers = [JSON, NO_STORE, (b"content-length", b"%d" % len(body)), *more]
        self.status = status
        self.start = {"type": "http.response.start", "status": status, "headers": headers}
        self.body = {"type": "http.response.body", "body": body}


@cache
def problem(code: str, language: str) -> Spoken:
    """A "no" of the lane itself."""
    status, sentence = OURS[code]
    with translation.override(language):
        message = gettext(sentence)
    body = written({"code": code, "message": message, "rule": None, "citation": None})
    return Spoken(status, body, (AGAIN,) if status in (429, 503) else ())


def written(content: object) -> bytes:
    """JSON as a body."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


OURS = {
    "not_found": (404, gettext_noop("没有这个项目。")),
    "method_not_allowed": (405, gettext_noop("这里只收提交的请求。")),
    "no_ticket": (401, gettext_noop("凭证无效或已过期，请刷新页面。")),
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
