# SPDX-License-Identifier: Apache-2.0
"""Signing in inside WeChat. A person has another openid in each app, so the account is keyed by unionid."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from unionnet.directory.people.actions.accounts import open_wechat_account
from unionnet.directory.people.models import Account

KEPT = ("unionid", "openid")


def is_offered(request: HttpRequest) -> bool:
    """Only inside WeChat, and only when the operator has a key."""
    return bool(settings.UNIONNET_WECHAT_APP_ID) and "MicroMessenger" in request.headers.get("User-Agent", "")


def stable_id(data: dict[str, Any]) -> str:
    """The id that is the same in every app of one operator."""
    return str(data.get("unionid") or f"openid:{data['openid']}")


class WeChatAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Newcomers become visitors; name, picture and town that WeChat sends along are not kept (MEM-05)."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        found = super().get_provider(request, provider, client_id)
        if found.id != "weixin":
            return found

        class WeChat(type(found)):  # type: ignore[misc]
            def extract_uid(self, data: dict[str, Any]) -> str:
                return stable_id(data)

            def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
                return {name: data[name] for name in KEPT if name in data}

            def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
                return {}

        return WeChat(request, app=found.app)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Account:
        return sociallogin.user  # type: ignore[no-any-return]

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Account:
        return open_wechat_account(sociallogin.user, then=partial(sociallogin.save, request))
