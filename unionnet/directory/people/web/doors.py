# SPDX-License-Identifier: Apache-2.0
"""Who may come through a door: signed in, with a verb, or with the second factor given once more."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.people.queries import has_authenticator_app
from unionnet.foundation.demo import is_demo
from unionnet.foundation.ui.middleware import way_back

Door = Callable[..., HttpResponseBase]
Moment = Callable[[HttpRequest], bool]
FRESH = 600  # seconds a second factor counts for what cannot be undone


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


def a_form(request: HttpRequest) -> bool:
    return request.method == "POST"


def always(request: HttpRequest) -> bool:
    return True


def an_expulsion(request: HttpRequest) -> bool:
    return request.POST.get("move") == "expel"


def proved_again(when: Moment = a_form) -> Callable[[Door], Door]:
    """For what cannot be undone, or leaves the house: the second factor once more, unless it was given in the
    last ten minutes (SE-02). What was filled in waits meanwhile. Waived where the second factor is."""

    def guard(door: Door) -> Door:
        @wraps(door)
        def guarded(request: HttpRequest, *args: Any, **found: Any) -> HttpResponseBase:
            if not when(request) or not settings.UNIONNET_SECOND_FACTOR or _is_fresh(request) or is_demo():
                return door(request, *args, **found)
            messages.info(request, _("这一步影响较大，请再做一次第二道验证，随后自动继续。"))
            by_app = has_authenticator_app(request.user)  # type: ignore[arg-type]
            page = reverse("mfa_reauthenticate" if by_app else "mfa_reauthenticate_webauthn")
            if request.FILES:  # a file cannot wait: back to the form
                return redirect(f"{page}?{urlencode({'next': way_back(request)})}")
            waits: HttpResponseBase = suspend_request(request, page)
            return waits

        return guarded

    return guard


def _is_fresh(request: HttpRequest) -> bool:
    since = time.time() - FRESH
    records = get_authentication_records(request, request.user)
    return any(each["method"] == "mfa" and each["at"] > since for each in records)
