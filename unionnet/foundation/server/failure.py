# SPDX-License-Identifier: Apache-2.0
"""The last page: what is shown when something broke. A database that is away is 503, and it comes back."""

import sys
from typing import NamedTuple

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader

from unionnet.foundation.server.patience import took_too_long

AGAIN = "系统正在恢复，请稍后再试。没有看到回执的操作没有生效。 / Please try again shortly."
NARROWER = (
    "用时太长，已经停下，没有改动任何内容。请缩小范围，或稍后再试。 / "
    "This took too long and was stopped; nothing has changed. Ask for less, or try again later."
)


class Broken(NamedTuple):
    """What is said of it: to machines by code, to people by the page of that name."""

    status: int
    code: str
    page: str
    plain: str


MISTAKE = Broken(500, "failed", "500.html", AGAIN)
AWAY = Broken(503, "unavailable", "503.html", AGAIN)
SLOW = Broken(503, "took_too_long", "too_long.html", NARROWER)


def sorry(request: HttpRequest) -> HttpResponse:
    """Django's handler500. Asks nothing of the database."""
    broken = _what_broke(sys.exc_info()[1])
    answer = _answer(request, broken)
    if broken is AWAY:
        answer["Retry-After"] = "3"
    answer["Cache-Control"] = "no-store"
    return answer


def _what_broke(problem: BaseException | None) -> Broken:
    if took_too_long(problem):
        return SLOW
    return AWAY if isinstance(problem, OperationalError | InterfaceError) else MISTAKE


def _answer(request: HttpRequest, broken: Broken) -> HttpResponse:
    accept = request.headers.get("Accept", "")
    if request.path.startswith("/api/") or ("application/json" in accept and "text/html" not in accept):
        return JsonResponse({"code": broken.code, "message": broken.plain}, status=broken.status)
    try:
        page = loader.get_template(broken.page).render()
    except Exception:  # the page itself may need what is broken
        return HttpResponse(
            f"{broken.plain}\n", status=broken.status, content_type="text/plain; charset=utf-8"
        )
    return HttpResponse(page, status=broken.status)
