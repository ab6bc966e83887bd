# SPDX-License-Identifier: Apache-2.0
"""Around every operation: nobody asks without end, the same key gives the same answer, a known answer is not
sent again."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from unionnet.doors.api.actions import keep_answer, take_key
from unionnet.doors.api.answers import problem
from unionnet.doors.api.budget import wait_for_budget

Door = Callable[..., HttpResponse]
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
LONGEST_KEY = 100


def around(door: Door) -> Door:
    """A budget for all, idempotency keys for verbs that change something, validators for those that read."""

    @functools.wraps(door)
    def walk(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if seconds := wait_for_budget(request):
            return _too_many(seconds)
        if request.method in UNSAFE and "Idempotency-Key" in request.headers:
            answer = _once(door, request, *args, **kwargs)
        else:
            answer = door(request, *args, **kwargs)
        return _validated(request, answer)

    walk.csrf_exempt = True  # type: ignore[attr-defined]  # callers.py asks for it where there is a session
    return walk


def _too_many(seconds: int) -> HttpResponse:
    answer = problem(429, "too_many", _("请求太频繁，请 %(seconds)s 秒后再试。") % {"seconds": seconds})
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer


def _once(door: Door, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    key = request.headers["Idempotency-Key"]
    if not 1 <= len(key) <= LONGEST_KEY or not (key.isascii() and key.isprintable()):
        return problem(400, "bad_key", _("Idempotency-Key 应为 1 至 100 个可见字符。"))
    caller, asked = _caller(request), _asked(request)
    # In one transaction with what the door does: a key without its effect, or the reverse, cannot be.
    with transaction.atomic():
        before = take_key(caller, key, asked)
        if before is None:
            answer = door(request, *args, **kwargs)
            if answer.status_code < 400:
                kind = answer.headers.get("Content-Type", "")
                keep_answer(caller, key, status=answer.status_code, content_type=kind, body=answer.content)
            else:
                transaction.set_rollback(True)
            return answer
    if bytes(before.asked) != asked:
        return problem(409, "key_used", _("这个 Idempotency-Key 已用于另一个请求。"))
    replayed = HttpResponse(bytes(before.body), status=before.status, content_type=before.content_type)
    replayed["Idempotency-Replayed"] = "true"
    return replayed


def _caller(request: HttpRequest) -> bytes:
    """One key of two callers is two keys."""
    person = getattr(request, "person", None)
    stated = request.headers.get("Authorization", "") or f"person {person.pk if person else 0}"
    return hashlib.sha256(stated.encode("utf-8", "replace")).digest()


def _asked(request: HttpRequest) -> bytes:
    line = f"{request.method} {request.get_full_path()}\n".encode("utf-8", "replace")
    return hashlib.sha256(line + request.body).digest()


def _validated(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A validator for small answers to GET, and 304 when the caller has that very one."""
    patch_vary_headers(answer, ["Authorization", "Cookie", "Accept-Language"])
    if "Cache-Control" not in answer:
        answer["Cache-Control"] = "private, no-cache"
    if request.method != "GET" or answer.status_code != 200 or answer.streaming:
        return answer
    answer.headers.setdefault("ETag", f'"{hashlib.sha256(answer.content).hexdigest()[:24]}"')
    tag = answer["ETag"]
    known = [mark.strip().removeprefix("W/") for mark in request.headers.get("If-None-Match", "").split(",")]
    if tag not in known and known != ["*"]:
        return answer
    unchanged = HttpResponseNotModified()
    for name in ("ETag", "Cache-Control", "Vary"):
        unchanged[name] = answer[name]
    return unchanged
