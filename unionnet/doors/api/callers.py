# SPDX-License-Identifier: Apache-2.0
"""Who may call an operation: everybody, a signed-in person, or a token with the scope it names."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, AuthorizationError
from ninja.utils import check_csrf

from unionnet.directory.people.models import Person
from unionnet.doors.api.actions import note_use
from unionnet.doors.api.budget import counts
from unionnet.doors.api.queries import living_token
from unionnet.foundation.clock import database_now
from unionnet.foundation.scope import speak_for

SAFE = ("GET", "HEAD", "OPTIONS")
LONGEST_SECRET = 200


@dataclass(frozen=True)
class Caller:
    """Lets a request in and sets `request.person` to whom it speaks for. No scope: persons only."""

    scope: str | None

    def __call__(self, request: HttpRequest) -> bool:
        bearer = _bearer(request)
        if bearer is not None:
            self._by_token(request, bearer)
        elif getattr(request, "person", None) is None:
            if self.scope != "public":
                raise AuthenticationError(401, _("请先登录，或带上接口令牌。"))
        elif request.method not in SAFE and check_csrf(request):
            raise AuthorizationError(403, _("请求不是从本站页面发出的（CSRF）。"))
        return True

    def _by_token(self, request: HttpRequest, secret: str) -> None:
        now = database_now()
        token = living_token(secret, now) if len(secret) <= LONGEST_SECRET else None
        if token is None:
            raise AuthenticationError(401, _("接口令牌无效、已到期或已停用。"))
        if self.scope != "public" and self.scope not in token.scopes:
            raise AuthorizationError(403, _("接口令牌的范围不含此项。"))
        counts.vouch(secret)
        note_use(token, at=now)
        speak_for(token.created_by_id)
        person = token.created_by
        person.is_asking, person.within = True, token.organisation.path
        _speaks_for(request, person)


def _bearer(request: HttpRequest) -> str | None:
    """The secret of `Authorization: Bearer …`; None without one. Another scheme is a token nobody knows."""
    stated = request.headers.get("Authorization")
    if stated is None:
        return None
    scheme, _space, secret = stated.partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def _speaks_for(request: HttpRequest, person: Person) -> None:
    request.person = person  # type: ignore[attr-defined]
    request.may = person.may  # type: ignore[attr-defined]
