# SPDX-License-Identifier: Apache-2.0
"""Whose account a WeChat user has, and what they are told when WeChat says no."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

import structlog
from allauth.account.adapter import get_adapter as phones
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.people.actions import give_consent, refuse
from unionnet.directory.people.actions.accounts import know_by_unionid, open_wechat_account
from unionnet.directory.people.consents import WECHAT
from unionnet.directory.people.models import Account, Person
from unionnet.directory.people.queries import agreed_to_wechat, person_with
from unionnet.directory.people.wechat import AGREED, by_openid
from unionnet.directory.people.wechat.provider import NoToken

log = structlog.get_logger(__name__)
CODE_OVER = {40029, 40163, 42003, 41008}  # invalid, used already, too old, missing


class WeChatAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Newcomers become visitors, whose phone is asked for when they join."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Nobody is bound or signed in without a consent of its own, asked for before anything is kept."""
        self._look_again(sociallogin)
        person = _whose(request, sociallogin)
        if request.session.pop(AGREED, "") == WECHAT.version:
            if person:
                give_consent(person, WECHAT.purpose, WECHAT.version, by=person)
        elif person is None or not agreed_to_wechat(person):
            state = {
                name: sociallogin.state[name] for name in ("process", "next") if sociallogin.state.get(name)
            }
            raise ImmediateHttpResponse(redirect(f"{reverse('people:wechat')}?{urlencode(state)}"))

    def _look_again(self, sociallogin: Any) -> None:
        """Known by the openid until the operator joined their apps: the same person now has a unionid."""
        told = sociallogin.account.extra_data
        if sociallogin.is_existing or "unionid" not in told:
            return
        if know_by_unionid(by_openid(told["openid"]), told["unionid"]):
            sociallogin.lookup()

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Account:
        return sociallogin.user  # type: ignore[no-any-return]

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Account:
        account = open_wechat_account(sociallogin.user, then=partial(sociallogin.save, request))
        give_consent(account.person, WECHAT.purpose, WECHAT.version, by=account.person)
        return account

    def validate_disconnect(self, account: Any, accounts: Any) -> None:
        """The library has a page for it too: to unbind is to take the consent back."""
        refuse(account.user.person, WECHAT, by=account.user.person)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("people:accounts")

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str = "",
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Loading the address of a sign-in that went well once more is no error: its code is used up, and
        they are in."""
        started = bool(extra_context and extra_context.get("state"))
        used_up = not started or (isinstance(exception, NoToken) and exception.number in CODE_OVER)
        if used_up and request.user.is_authenticated:
            raise ImmediateHttpResponse(redirect(phones().get_login_redirect_url(request)))
        if error != AuthError.CANCELLED:
            number = exception.number if isinstance(exception, NoToken) else None
            log.warning("WeChat sign-in failed", trouble=type(exception).__name__, number=number)
        if extra_context is not None:
            extra_context["sentence"] = _sentence(started, exception)


def _whose(request: HttpRequest, sociallogin: Any) -> Person | None:
    """Whom this WeChat signs in, or who wants to bind it; nobody yet when it is new."""
    if sociallogin.is_existing:
        return person_with(sociallogin.user.person_id)
    binds = sociallogin.state.get("process") == AuthProcess.CONNECT
    return request.user.person if binds and isinstance(request.user, Account) else None


def _sentence(started: bool, exception: Exception | None) -> str:
    if not started:
        return _("这次登录已经结束，或者不是在这台手机上开始的。请再点一次“用微信登录”。")
    if exception is None:
        return _("微信没有给出授权。请再点一次“用微信登录”，或者用手机号登录。")
    if isinstance(exception, NoToken) and exception.number in CODE_OVER:
        return _("这次微信授权已经用过或已经过期。请再点一次“用微信登录”。")
    return _("暂时连不上微信。请稍后再试，或者用手机号登录。")
