# SPDX-License-Identifier: Apache-2.0
"""What no page has a use for is refused before any page sees it. The API says the same in its own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict

from unionnet.foundation.texts import cleaned

OWN_WORDS = "/api/"
NUL = "\x00"
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


class CleanWords:
    """What was typed, in an address, a query or a form, before a page sees it. A NUL is a 400: no database
    column can hold it (trap 18). Other characters nobody can see are left out (texts.py): they would make two
    names of one, or turn a line round. Passwords stay as they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.path.startswith(OWN_WORDS):
            return
        if NUL in request.path:
            raise BadRequest("NUL in the address")
        request.GET = _cleaned(request.GET)
        if request.content_type in FORMS:
            request.POST = _cleaned(request.POST)


def _cleaned(data: QueryDict) -> Any:
    stray: dict[str, list[str]] = {}
    for name, values in data.lists():
        if NUL in name or any(NUL in value for value in values):
            raise BadRequest("NUL in an address or a form")
        if "password" not in name and (plain := [cleaned(value) for value in values]) != values:
            stray[name] = plain
    if not stray:
        return data
    kept = data.copy()
    for name, values in stray.items():
        kept.setlist(name, values)
    return kept
