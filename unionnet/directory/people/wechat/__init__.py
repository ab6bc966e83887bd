# SPDX-License-Identifier: Apache-2.0
"""Signing in inside WeChat: on the library's provider, with what WeChat does differently (`provider.py`) and
whose account it is (`accounts.py`)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

AGREED = "people_wechat_agreed"  # in the session: the version of the words that were agreed to on the way out


def is_offered(request: HttpRequest) -> bool:
    """Only inside WeChat, and only when the operator has a key."""
    return bool(settings.UNIONNET_WECHAT_APP_ID) and "MicroMessenger" in request.headers.get("User-Agent", "")


def by_openid(openid: str) -> str:
    """The id of somebody of whom WeChat tells no unionid, since the operator has only one app."""
    return f"openid:{openid}"


def stable_id(data: dict[str, Any]) -> str:
    """The id that is the same in every app of one operator: a person has another openid in each."""
    return str(data.get("unionid") or by_openid(data["openid"]))
