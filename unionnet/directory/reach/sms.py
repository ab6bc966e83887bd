# SPDX-License-Identifier: Apache-2.0
"""Codes by text message: counted inside the transaction, handed over after its commit."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import structlog
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unionnet.directory.reach import demo_phone
from unionnet.directory.reach.actions.codes import take_code_turn
from unionnet.directory.reach.gateways import NotSent, text_gateway

log = structlog.get_logger(__name__)


def send_code(mobile: str, code: str, purpose: str = "sign_in", *, at: datetime | None = None) -> None:
    """Send a code to a phone, known to us or not. Raises `Refusal("too_many_codes")`.

    If the caller's transaction is undone, neither the count nor the message remains.
    """
    take_code_turn(mobile, at=at)
    text = _("验证码 %(code)s，用于%(purpose)s，5 分钟内有效。工会工作人员不会向您要验证码。") % {
        "code": code,
        "purpose": purpose_in_words(purpose),
    }
    transaction.on_commit(partial(_hand_over, mobile, text))


def send_words(mobile: str, text: str) -> None:
    """A text message to a phone that somebody without an account left to be answered. Handed over after the
    commit, once."""
    transaction.on_commit(partial(_hand_over, mobile, text))


def purpose_in_words(purpose: str) -> str:
    """What the code is for, as the message says it."""
    words = {
        "sign_in": pgettext("code for", "登录"),
        "join": pgettext("code for", "入会申请"),
        "phone": pgettext("code for", "更换手机号"),
        "merge": pgettext("code for", "确认本人账号"),
        "rights": pgettext("code for", "办理本人信息"),
    }
    return words.get(purpose, words["sign_in"])


def _hand_over(mobile: str, text: str) -> None:
    demo_phone.hold(text)
    try:
        text_gateway().send(mobile, text)
    except NotSent as trouble:
        log.error("a text message was not sent", trouble=str(trouble))
