# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import threading
import time
from urllib.parse import quote

from django.conf import settings

from unionnet.directory.people.models import Person
from unionnet.directory.reach.gateways import NotSent
from unionnet.directory.reach.gateways.posting import post_json
from unionnet.directory.reach.models import Notice

STALE_TOKEN = {40001, 40014, 42001}
TRY_AGAIN = STALE_TOKEN | {-1, 45009}


class WeChat:
    """Template messages of an official account, to the openid kept at binding."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._token, self._until = "", 0.0

    def send(self, person: Person, notice: Notice) -> str:
        body = {
            "touser": self._openid(person),
            "template_id": settings.UNIONNET_WECHAT_TEMPLATE,
            "url": f"{settings.UNIONNET_PUBLIC_URL}/reach/{notice.public_id}/",
            "client_msg_id": notice.public_id,
            "data": {"thing1": {"value": notice.headline[:20]}, "thing2": {"value": notice.body[:20]}},
        }
        token = quote(self._access())
        answer = post_json(_address(f"message/template/send?access_token={token}"), body)
        code = answer.get("errcode", 0)
        if code in STALE_TOKEN:
            self._until = 0.0
        if code:
            raise NotSent(f"{code} {answer.get('errmsg', '')}", again=code in TRY_AGAIN)
        return str(answer.get("msgid", ""))

    def _openid(self, person: Person) -> str:
        from allauth.socialaccount.models import SocialAccount

        for account in SocialAccount.objects.filter(user__person=person, provider="weixin"):
            if openid := account.extra_data.get("openid"):
                return str(openid)
        raise NotSent("WeChat is not bound", again=False)

    def _access(self) -> str:
        with self._lock:
            if time.monotonic() >= self._until:
                answer = post_json(
                    _address("stable_token"),
                    {
                        "grant_type": "client_credential",
                        "appid": settings.UNIONNET_WECHAT_APP_ID,
                        "secret": settings.UNIONNET_WECHAT_SECRET,
                    },
                )
                if "access_token" not in answer:
                    raise NotSent(f"{answer.get('errcode')} {answer.get('errmsg', '')}")
                self._token = str(answer["access_token"])
                self._until = time.monotonic() + float(answer.get("expires_in", 7200)) - 300
            return self._token


def _address(verb: str) -> str:
    return f"{settings.UNIONNET_WECHAT_API}/cgi-bin/{verb}"
