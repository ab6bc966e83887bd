# SPDX-License-Identifier: Apache-2.0
"""The talk with WeChat. Its profile is not asked for: the answer that carries the token names openid and
unionid, and we keep no name, picture or town (MEM-05)."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.weixin.client import WeixinOAuth2Client
from allauth.socialaccount.providers.weixin.provider import WeixinProvider
from allauth.socialaccount.providers.weixin.views import WeixinOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest

from unionnet.directory.people.wechat import stable_id

KEPT = ("unionid", "openid")


class NoToken(OAuth2Error):  # type: ignore[misc]
    """WeChat took the code for no token; its number says why."""

    def __init__(self, number: int) -> None:
        super().__init__(f"errcode {number}")
        self.number = number


class WeChatClient(WeixinOAuth2Client):  # type: ignore[misc]
    """Its errors come with status 200 and a number in the body."""

    def get_redirect_url(self, *parts: Any) -> str:
        """WeChat asks for the mark at the end, or it may show a page of its own instead."""
        return f"{super().get_redirect_url(*parts)}#wechat_redirect"

    def get_access_token(self, code: str, pkce_code_verifier: str | None = None) -> dict[str, Any]:
        asked = {"grant_type": "authorization_code", "code": code}
        known = {"appid": self.consumer_key, "secret": self.consumer_secret}
        with get_adapter().get_requests_session() as session:
            answer = session.request("POST", self.access_token_url, data={**asked, **known})
        answer.raise_for_status()
        told = answer.json()
        if not isinstance(told, dict) or not {"access_token", "openid"} <= told.keys():
            raise NoToken(int(told.get("errcode", 0)) if isinstance(told, dict) else 0)
        return told


class WeChatTalk(WeixinOAuth2Adapter):  # type: ignore[misc]
    client_class = WeChatClient

    @property
    def authorize_url(self) -> str:
        return f"{settings.UNIONNET_WECHAT_PAGES}/connect/oauth2/authorize"

    @property
    def access_token_url(self) -> str:
        return f"{settings.UNIONNET_WECHAT_API}/sns/oauth2/access_token"

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **told: Any) -> Any:
        return self.get_provider().sociallogin_from_response(request, told["response"])


class WeChat(WeixinProvider):  # type: ignore[misc]
    name = "微信"
    oauth2_adapter_class = WeChatTalk

    def extract_uid(self, data: dict[str, Any]) -> str:
        return stable_id(data)

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {name: data[name] for name in KEPT if name in data}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}
