# SPDX-License-Identifier: Apache-2.0
"""Every "no" to a machine has the same four fields, whatever its status."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent
from django.db import DataError, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import ValidationError as OurOwnMistake

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.schemas import BadInput

log = structlog.get_logger(__name__)
CODES = {
    400: "bad_request",
    401: "sign_in",
    403: "not_allowed",
    404: "not_found",
    413: "too_large",
    429: "too_many",
}


def problem(status: int, code: str, message: str, **more: object) -> JsonResponse:
    said = {"code": code, "message": message, "rule": None, "citation": None, **more}
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


def answer_all(api: NinjaAPI) -> None:
    """One answer for every way a request can fail. What is not listed is our mistake and stays a 500."""
    for kind, answer in (
        (Refusal, _refused),
        (ValidationError, _invalid),
        (OurOwnMistake, _ours),
        (Http404, _absent),
        (HttpError, _http),
        (PermissionDenied, _forbidden),
        (RequestDataTooBig, _large),
        (TooManyFieldsSent, _large),
        (DataError, _bad),
        (ValueError, _bad),
        (OverflowError, _bad),
    ):
        api.add_exception_handler(kind, _undoing(answer))


def _undoing(
    answer: Callable[[HttpRequest, Any], HttpResponse],
) -> Callable[[HttpRequest, Any], HttpResponse]:
    """Ninja answers inside the transaction of the request; a "no" must not leave half a verb behind."""

    def undo_and_answer(request: HttpRequest, error: Exception) -> HttpResponse:
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)
        return answer(request, error)

    return undo_and_answer


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return JsonResponse(refusal.as_json(), status=409, json_dumps_params={"ensure_ascii": False})


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = [
        {"where": ".".join(str(part) for part in found["loc"][:8])[:200], "message": str(found["msg"])[:300]}
        for found in error.errors[:50]
    ]
    return problem(
        422, "invalid", _("有 %(count)s 处内容不符合要求。") % {"count": len(error.errors)}, fields=fields
    )


def _ours(request: HttpRequest, error: OurOwnMistake) -> HttpResponse:
    raise error


def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "not_found", _("没有找到，或不在您可见的范围内。"))


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    answer = problem(error.status_code, CODES.get(error.status_code, "refused"), str(error))
    if error.status_code == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="UnionNet"'
    return answer


def _forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403, "not_allowed", _("您没有这项权限。"))


def _large(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(413, "too_large", _("内容太大。"))


def _bad(request: HttpRequest, error: Exception) -> HttpResponse:
    if not isinstance(error, BadInput | UnicodeError):
        log.error("input that a schema should have refused", path=request.path, exc_info=error)
    return problem(400, "bad_request", _("请求无法读懂。"))
