# SPDX-License-Identifier: Apache-2.0
"""Who asks for everything, or for its end, has shown a moment ago that it is them: a phone left on a table is
no proof. A sign-in of the last minutes counts; else a code to one's own phone, or the password."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import ratelimit
from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unionnet.directory.people import proving
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Account
from unionnet.directory.people.web.doors import signed_in
from unionnet.directory.people.web.forms import CodeForm
from unionnet.directory.people.web.signing import safe_next
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule

PURPOSE = "rights"
PROVED_AT = "rights_proved_at"


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("密码"),
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def is_proved(request: HttpRequest) -> bool:
    """Whether this very session belongs to somebody who proved it within the last minutes."""
    records = get_authentication_records(request, request.user)
    moments = [record.get("at", 0) for record in records] + [request.session.get(PROVED_AT, 0)]
    minutes = rule("PI-06.proof_minutes", on=local_date(database_now())).value
    return bool(time.time() - max(moments) <= minutes * 60)


def proved(door: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Asks for the proof and comes back; what was posted is asked for again, on its page."""

    @signed_in
    @wraps(door)
    def guarded(request: HttpRequest, *args: Any, **found: Any) -> HttpResponseBase:
        if is_proved(request):
            return door(request, *args, **found)
        back = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("rights:overview")
        return redirect_to_login(back, reverse("rights:proof"))

    return guarded


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def proof(request: MemberRequest) -> HttpResponse:
    """One page: ask for a code, give the code, or give the password."""
    code, password = CodeForm(), PasswordForm()
    if request.method == "POST":
        if "send" in request.POST:
            proving.ask(request.session, PURPOSE, own_phone(request.user), {})
        elif (
            "password" in request.POST
            and _password_is_right(request, password := PasswordForm(request.POST))
            or "code" in request.POST
            and _code_is_right(request, code := CodeForm(request.POST))
        ):
            return _done(request)
    context = {
        "asked": proving.asked(request.session, PURPOSE),
        "phone": own_phone(request.user),
        "code": code,
        "password": password if request.user.has_usable_password() else None,
        "next": safe_next(request, reverse("rights:overview")),
    }
    return render(request, "rights/proof.html", context)


def own_phone(account: Account) -> str:
    """The phone that signs in, else the one registered; nothing for somebody known by WeChat alone."""
    sealed = account.mobile or account.person.mobile
    return sealed.open() if sealed else ""


def _password_is_right(request: MemberRequest, form: PasswordForm) -> bool:
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise Refusal("too_many_tries", str(_("试得太多了，请 5 分钟后再试。")))
    if not form.is_valid():
        return False
    if request.user.check_password(form.cleaned_data["password"]):
        return True
    form.add_error("password", _("密码不对。"))
    return False


def _code_is_right(request: MemberRequest, form: CodeForm) -> bool:
    if not form.is_valid():
        return False
    refusal = proving.why_not_proved(request.session, PURPOSE, form.cleaned_data["code"])
    if refusal:
        form.add_error("code", str(refusal))
    return refusal is None


def _done(request: MemberRequest) -> HttpResponse:
    proving.drop(request.session, PURPOSE)
    request.session[PROVED_AT] = time.time()
    return redirect(safe_next(request, reverse("rights:overview")))
