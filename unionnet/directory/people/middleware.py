# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Account, Person
from unionnet.directory.people.queries import has_second_factor

GUARDED = ("/desk", "/screen")
GUARDED_BY_TWO = "people_two_factors"


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


class StaffHaveTwoFactors:
    """Those who may open the desk set up a second factor first (SE-02). Waived in a demo, which says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_missing(request):
            messages.warning(request, _("工作台涉及会员信息，请先设置第二道验证（验证器应用或通行密钥）。"))
            return redirect("mfa_index")
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        if (
            settings.UNIONNET_DEMO
            or not settings.UNIONNET_SECOND_FACTOR
            or not request.path.startswith(GUARDED)
        ):
            return False
        if request.session.get(GUARDED_BY_TWO) or not request.may("desk.open"):  # type: ignore[attr-defined]
            return False
        account = request.user
        if isinstance(account, Account) and has_second_factor(account):
            request.session[GUARDED_BY_TWO] = True
            return False
        return True
