# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from unionnet.directory.people.models import Account, Person


class MemberRequest(HttpRequest):
    """A request whose sender we know."""

    user: Account
    person: Person


class WhoIsAsking:
    """Sets `request.person` (None for a stranger) and `request.may(verb)`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        person = account.person if isinstance(account, Account) or account.is_authenticated else None
        if person:
            person.is_asking = True
        request.person = person  # type: ignore[attr-defined]
        request.may = person.may if person else lambda verb: False  # type: ignore[attr-defined]
        return self.get_response(request)
