# SPDX-License-Identifier: Apache-2.0
"""The lock on doors that need a verb: strangers sign in first, others are told that it is not theirs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from unionnet.directory.people.middleware import MemberRequest

P = ParamSpec("P")
Door = Callable[Concatenate[MemberRequest, P], HttpResponseBase]


def needs(verb: str) -> Callable[[Door[P]], Callable[..., HttpResponseBase]]:
    def lock(door: Door[P]) -> Callable[..., HttpResponseBase]:
        @functools.wraps(door)
        def walk(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person = getattr(request, "person", None)
            if person is None:
                return redirect_to_login(request.get_full_path())
            if not person.may(verb):
                raise PermissionDenied
            return door(cast(MemberRequest, request), *args, **kwargs)

        return walk

    return lock
