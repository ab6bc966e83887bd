# SPDX-License-Identifier: Apache-2.0
"""The last page: what is shown when something broke. A database that is away is 503, and it comes back."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader

PLAIN = "系统正在恢复，请稍后再试。没有看到回执的操作没有生效。 / Please try again shortly.\n"


def sorry(request: HttpRequest) -> HttpResponse:
    """Django's handler500. Asks nothing of the database."""
    database_is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if database_is_away else 500
    answer = _answer(request, status)
    if database_is_away:
        answer["Retry-After"] = "3"
    answer["Cache-Control"] = "no-store"
    return answer


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    accept = request.headers.get("Accept", "")
    if request.path.startswith("/api/") or ("application/json" in accept and "text/html" not in accept):
        code = "unavailable" if status == 503 else "failed"
        return JsonResponse({"code": code, "message": PLAIN.strip()}, status=status)
    try:
        page = loader.get_template(f"{status}.html").render()
    except Exception:  # the page itself may need what is broken
        return HttpResponse(PLAIN, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=status)
