# SPDX-License-Identifier: Apache-2.0
"""A code on the way to a phone, kept in the sealed session of the browser that asked for it."""

from __future__ import annotations

import secrets
import time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

from unionnet.directory.people.adapter import send_code
from unionnet.foundation.refusals import Refusal

SECONDS = 300
TRIES = 3


def ask(session: SessionBase, purpose: str, mobile: str, draft: dict[str, Any]) -> None:
    """Send a code and remember what it is for. Raises `Refusal("too_many_codes")` before anything is sent."""
    code = f"{secrets.randbelow(10**6):06d}"
    send_code(mobile, code, purpose)
    session[_shelf(purpose)] = {"code": code, "mobile": mobile, "at": time.time(), "tries": 0, "draft": draft}


def asked(session: SessionBase, purpose: str) -> dict[str, Any] | None:
    """What waits for its code; nothing when it took too long."""
    held = session.get(_shelf(purpose))
    return held if held and time.time() - held["at"] <= SECONDS else None


def why_not_proved(session: SessionBase, purpose: str, code: str) -> Refusal | None:
    """Whether this is the code. After three wrong ones a new one must be asked for."""
    held = asked(session, purpose)
    if held is None or held["tries"] >= TRIES:
        return Refusal("code_over", _("验证码已失效，请重新获取。"))
    if secrets.compare_digest(held["code"].encode(), code.strip().encode()):
        return None
    session[_shelf(purpose)] = {**held, "tries": held["tries"] + 1}
    return Refusal("wrong_code", _("验证码不对，请核对最近一条短信。"))


def drop(session: SessionBase, purpose: str) -> None:
    session.pop(_shelf(purpose), None)


def _shelf(purpose: str) -> str:
    return f"people_proving_{purpose}"
