# SPDX-License-Identifier: Apache-2.0
"""Who may come through a door: signed in, or signed in with a verb."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

Door = Callable[..., HttpResponseBase]


def signed_in(door: Door) -> Door:
    """Strangers are asked to sign in and come back."""

    @wraps(door)
    def guarded(request: HttpRequest, *args: Any, **found: Any) -> HttpResponseBase:
        if getattr(request, "person", None) is None:
            return redirect_to_login(request.get_full_path())
        return door(request, *args, **found)

    return guarded


def with_verb(verb: str) -> Callable[[Door], Door]:
    """For those whose role has the verb anywhere; for all others the page does not exist."""

    def guard(door: Door) -> Door:
        @signed_in
        @wraps(door)
        def guarded(request: HttpRequest, *args: Any, **found: Any) -> HttpResponseBase:
            if not request.may(verb):  # type: ignore[attr-defined]
                raise Http404
            return door(request, *args, **found)

        return guarded

    return guard
