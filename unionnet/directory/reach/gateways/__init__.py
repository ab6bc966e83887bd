# SPDX-License-Identifier: Apache-2.0
"""The outer channels. A gateway is one object with `send`; which one is a setting."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from unionnet.foundation.demo import is_demo

if TYPE_CHECKING:
    from unionnet.directory.people.models import Person
    from unionnet.directory.reach.models import Notice

TEXT_GATEWAYS = {
    "console": "unionnet.directory.reach.gateways.console.ConsoleGateway",
    "http": "unionnet.directory.reach.gateways.http.HttpGateway",
}


class NotSent(Exception):
    """The channel did not take it. `again` says whether a later attempt makes sense."""

    def __init__(self, trouble: str, *, again: bool = True) -> None:
        super().__init__(trouble)
        self.again = again


class TextGateway(Protocol):
    """Sends text messages. Raises `NotSent`. A clear phone number must not reach disk or log."""

    def send(self, mobile: str, text: str, *, reference: str = "") -> str:
        """Hand one message over and return the gateway's receipt."""
        ...


class WeChatGateway(Protocol):
    """Sends template messages to people whose WeChat is bound. Raises `NotSent`."""

    def send(self, person: Person, notice: Notice) -> str:
        """Hand one notice over and return WeChat's receipt."""
        ...


@cache
def text_gateway() -> TextGateway:
    """The gateway of UNIONNET_SMS_GATEWAY: console, http, or a dotted name of an operator's own class."""
    name = settings.UNIONNET_SMS_GATEWAY
    gateway: TextGateway = import_string(TEXT_GATEWAYS.get(name, name))()
    return gateway


@cache
def wechat_gateway() -> WeChatGateway:
    """WeChat itself when it is configured, else its simulator."""
    real = bool(settings.UNIONNET_WECHAT_APP_ID)
    name = "wechat.WeChat" if real else "simulator.WeChatSimulator"
    gateway: WeChatGateway = import_string(f"unionnet.directory.reach.gateways.{name}")()
    return gateway


def open_channels() -> list[str]:
    """The outer channels this installation has. WeChat only with a key, or simulated in a demo."""
    wechat = bool(settings.UNIONNET_WECHAT_APP_ID) or is_demo()
    return ["sms", "wechat"] if wechat else ["sms"]
