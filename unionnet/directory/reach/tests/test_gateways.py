# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest
from allauth.socialaccount.models import SocialAccount
from pytest_django import Settings

from tests.makers import make_person
from unionnet.directory.reach.actions import notify
from unionnet.directory.reach.gateways import NotSent, open_channels, wechat
from unionnet.directory.reach.gateways.http import HttpGateway
from unionnet.directory.reach.gateways.posting import post_json


class Provider(BaseHTTPRequestHandler):
    """The machine at the other end: answers what it is told to, and keeps what it was sent."""

    answers: ClassVar[list[tuple[int, Any]]] = []
    heard: ClassVar[list[tuple[str, dict[str, Any], str]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((self.path, json.loads(body), self.headers.get("X-Signature", "")))
        status, answer = self.answers.pop(0)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def provider() -> Iterator[str]:
    Provider.answers.clear()
    Provider.heard.clear()
    server = HTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_text_goes_out_signed_and_with_its_reference(provider: str, settings: Settings) -> None:
    settings.UNIONNET_SMS_URL, settings.UNIONNET_SMS_SECRET, settings.UNIONNET_SMS_SIGN = (
        provider,
        "geheim",
        "工会",
    )
    Provider.answers.append((200, {"id": "m-1"}))
    assert HttpGateway().send("13900000001", "有名额了", reference="abc") == "m-1"
    _path, body, signature = Provider.heard[0]
    assert {name: body[name] for name in ("to", "text", "sign", "reference")} == {
        "to": "13900000001",
        "text": "有名额了",
        "sign": "工会",
        "reference": "abc",
    }
    signed = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert signature == hmac.new(b"geheim", signed, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        ((200, {"error": "blacklisted"}), False),
        ((500, {}), True),
        ((429, {}), True),
        ((400, {}), False),
        ((200, []), True),
    ],
)
def test_what_goes_wrong_says_whether_to_try_again(
    provider: str, settings: Settings, answer: tuple[int, Any], again: bool
) -> None:
    settings.UNIONNET_SMS_URL, settings.UNIONNET_SMS_SECRET, settings.UNIONNET_SMS_SIGN = provider, "s", ""
    Provider.answers.append(answer)
    with pytest.raises(NotSent) as trouble:
        HttpGateway().send("13900000001", "……")
    assert trouble.value.again is again


def test_numbers_do_not_travel_in_clear() -> None:
    with pytest.raises(NotSent, match="not https") as trouble:
        post_json("http://sms.example/send", {})
    assert trouble.value.again is False


def test_a_provider_that_is_away_is_tried_again() -> None:
    with pytest.raises(NotSent) as trouble:
        post_json("http://127.0.0.1:9/", {})
    assert trouble.value.again is True


@pytest.mark.django_db
def test_wechat_takes_one_token_for_many_notices(provider: str, settings: Settings) -> None:
    settings.UNIONNET_WECHAT_API = provider
    settings.UNIONNET_WECHAT_APP_ID, settings.UNIONNET_WECHAT_TEMPLATE = "wx1", "t1"
    lin, he = make_person("林晓"), make_person("何平")
    SocialAccount.objects.create(
        user=lin.accounts.get(), provider="weixin", uid="union-1", extra_data={"openid": "open-1"}
    )
    notice = notify(lin, kind="enrolment.place_offered", title="有名额了", text="请确认", unique="n")
    Provider.answers.extend(
        [
            (200, {"access_token": "tok", "expires_in": 7200}),
            (200, {"errcode": 0, "msgid": 7}),
            (200, {"errcode": 43004}),
        ]
    )
    gateway = wechat.WeChat()
    assert gateway.send(lin, notice) == "7"
    assert Provider.heard[1][1]["touser"] == "open-1"
    with pytest.raises(NotSent, match="43004"):
        gateway.send(lin, notice)
    assert [path.split("?")[0] for path, _body, _mark in Provider.heard] == [
        "/cgi-bin/stable_token",
        "/cgi-bin/message/template/send",
        "/cgi-bin/message/template/send",
    ]
    with pytest.raises(NotSent, match="not bound"):
        gateway.send(he, notice)


def test_wechat_is_a_channel_only_with_a_key_or_in_a_demo(
    settings: Settings, become_demo: Callable[[], None]
) -> None:
    settings.UNIONNET_WECHAT_APP_ID, settings.UNIONNET_DEMO = "", False
    assert open_channels() == ["sms"]
    become_demo()
    assert open_channels() == ["sms", "wechat"]
