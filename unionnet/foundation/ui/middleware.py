# SPDX-License-Identifier: Apache-2.0
"""A "no" from any floor becomes a page, a fragment or JSON: one dialect, three papers."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.menu import shell_of

Answer = Callable[[HttpRequest], HttpResponse]


class ShowRefusals:
    """Refusal → 409 in the shell the person stands in, with the sentence, the rule and a way back."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return show_refusal(request, exception) if isinstance(exception, Refusal) else None


def show_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if wants_json(request):
        return JsonResponse(refusal.as_json(), status=409)
    context = {"refusal": refusal, "back": way_back(request), "base": shell_of(request)}
    if request.headers.get("HX-Request"):
        return render(request, "ui/parts/_refusal.html", context, status=409)
    return render(request, "ui/409.html", context, status=409)


def wants_json(request: HttpRequest) -> bool:
    accept = request.headers.get("Accept", "")
    return "application/json" in accept and "text/html" not in accept


def way_back(request: HttpRequest) -> str:
    """Where the person came from, if that was us and another page; else the front door."""
    came = request.headers.get("Referer", "")
    here = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    path = urlsplit(came).path if here else ""
    if path and path != request.path:
        return came
    return (
        path if path and request.method == "POST" else "/desk/" if request.path.startswith("/desk") else "/"
    )
