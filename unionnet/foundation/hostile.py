# SPDX-License-Identifier: Apache-2.0
"""What no page has a use for is refused before any page sees it. The API says the same in its own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict

from unionnet.foundation.texts import cleaned

OWN_WORDS = "/api/"
PAGES_KNOW = ("GET", "HEAD", "POST", "OPTIONS")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class RefuseOddMethods:
    """A browser asks for a page or sends a form. A page that does not look at the method would take PUT for
    a look; only the API has a use for the others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in PAGES_KNOW and not request.path.startswith(OWN_WORDS):
            return HttpResponseNotAllowed(PAGES_KNOW)
        return self.get_response(request)


class RefuseNul:
    """A NUL in an address, a query or a form is a 400: no database column can hold it (trap 18)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.path.startswith(OWN_WORDS):
            return
        if "\x00" in request.path or _holds_nul(request.GET):
            raise BadRequest("NUL in the address")
        if request.content_type in FORMS and _holds_nul(request.POST):
            raise BadRequest("NUL in a form")


class CleanWords:
    """Typed words reach a page without characters nobody can see (texts.py): there they would make two names
    of one, or turn a line round. Passwords stay as they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.path.startswith(OWN_WORDS):
            return
        request.GET = _cleaned(request.GET)
        if request.content_type in FORMS:
            request.POST = _cleaned(request.POST)


def _cleaned(data: QueryDict) -> Any:
    stray = {
        name: plain
        for name, values in data.lists()
        if "password" not in name and (plain := [cleaned(value) for value in values]) != values
    }
    if not stray:
        return data
    kept = data.copy()
    for name, values in stray.items():
        kept.setlist(name, values)
    return kept


def _holds_nul(data: QueryDict) -> bool:
    return any("\x00" in name or any("\x00" in value for value in values) for name, values in data.lists())
