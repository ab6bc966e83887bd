# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Door = Callable[..., HttpResponseBase]


def who_may(verb: str) -> Callable[[Door], Door]:
    """For doors to lists and blank forms: a signed-in person whose roles allow the verb somewhere.
    A row is found through `…_seen_by(person)` as ever."""

    def guard(door: Door) -> Door:
        @wraps(door)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.person.may(verb):  # type: ignore[attr-defined]
                raise PermissionDenied
            return door(request, *args, **kwargs)

        return login_required(guarded)

    return guard
