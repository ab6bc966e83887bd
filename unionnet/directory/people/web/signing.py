# SPDX-License-Identifier: Apache-2.0
"""Forms of the sign-in pages, and one click for the people of a demo."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm, VerifyPhoneForm
from allauth.core import context, ratelimit
from allauth.usersessions.signals import on_user_logged_in
from django import forms
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from unionnet.directory.people.actions import open_account
from unionnet.directory.people.middleware import CHOSEN_POST, MemberRequest
from unionnet.directory.people.mobiles import plain_mobile, why_not_mobile
from unionnet.directory.people.models import Account
from unionnet.directory.people.queries import demo_accounts
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.demo import is_demo
from unionnet.foundation.scope import speak_for

BACKEND = "unionnet.directory.people.backend.AccountBackend"
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "8", "autofocus": True}


class CodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Ask for a code. A phone we have never seen gets an account the same way, so that nobody learns
    who is known."""

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"])
        if not ratelimit.consume(context.request, action="request_login_code", key=phone):
            raise get_adapter().validation_error("too_many_login_attempts")
        account = open_account(phone)
        self._user = account if account.is_active else None
        return phone


class PasswordForm(LoginForm):  # type: ignore[misc]
    """Phone or login name, and a password; for those who set one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"] = forms.CharField(
            label=_("手机号或登录名"),
            max_length=64,
            widget=forms.TextInput(attrs={"autocomplete": "username"}),
        )
        self.fields["password"].label = _("密码")
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = _("没有设过密码？用验证码登录后可以在“我的账号”里设置。")
        self.order_fields(["login", "password"])

    def user_credentials(self) -> dict[str, str]:
        given, mobile = self.cleaned_data["login"], plain_mobile(self.cleaned_data["login"])
        known = {"username": given} if why_not_mobile(mobile) else {"phone": mobile}
        password = self.cleaned_data.get("password")
        return {**known, "password": password} if password else known


class ConfirmForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    code = forms.CharField(label=_("短信验证码"), max_length=12, widget=forms.TextInput(attrs=CODE))


class ConfirmPhoneForm(VerifyPhoneForm):  # type: ignore[misc]
    code = forms.CharField(label=_("短信验证码"), max_length=12, widget=forms.TextInput(attrs=CODE))


@require_POST
def demo_sign_in(request: HttpRequest, name: str) -> HttpResponse:
    """One click as somebody of the demo. Outside a demo this address does not exist."""
    if not is_demo():
        raise Http404
    sign_in_as(request, get_object_or_404(demo_accounts(), login=name))
    return redirect(safe_next(request))


def sign_in_as(request: HttpRequest, account: Account) -> None:
    """Open a session, and list it among the devices the person can sign out from afar."""
    login(request, account, backend=BACKEND)
    speak_for(account.person_id)
    on_user_logged_in(Account, request=request)


@signed_in
@require_POST
def choose_post(request: MemberRequest) -> HttpResponse:
    """Act with one post only, or with all again. What lies outside it is then out of reach."""
    chosen = next((post for post in request.posts if str(post.pk) == request.POST.get("post")), None)
    request.session.pop(CHOSEN_POST, None)
    if chosen and chosen.pk:
        request.session[CHOSEN_POST] = asdict(chosen)
    return redirect(safe_next(request, "/desk/"))


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """Where to go on, if that is one of our own pages. A word without its slash is no page: Django would take
    it for the name of a route."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if is_ours else default
