# SPDX-License-Identifier: Apache-2.0
"""In a demo nobody owns the invented phones: a code also lands in the session of the browser that asked."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from unionnet.foundation.demo import is_demo

KEPT = 5
SHELF = "reach_demo_phone"
_asking: ContextVar[HttpRequest | None] = ContextVar("asking", default=None)


class HoldsADemoPhone:
    """Remembers whose request this is while it is answered. Does nothing outside a demo."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_demo():
            return self.get_response(request)
        before = _asking.set(request)
        try:
            return self.get_response(request)
        finally:
            _asking.reset(before)


def hold(text: str) -> None:
    """Put a message on the demo phone of this browser. Sessions are sealed at rest."""
    request = _asking.get()
    if is_demo() and request is not None:
        texts = [[timezone.now().isoformat(), text], *request.session.get(SHELF, [])]
        request.session[SHELF] = texts[:KEPT]
