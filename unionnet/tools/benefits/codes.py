# SPDX-License-Identifier: Apache-2.0
"""The code a card shows: signed, for its next use, good for five minutes from the moment it was drawn. It
names nobody. Typed by hand the number of the card alone stands for its next use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils.translation import gettext as _

from unionnet.foundation.ids import ALPHABET, LENGTH
from unionnet.foundation.refusals import Refusal
from unionnet.tools.benefits.models import Voucher

SALT = "benefits.card"
GOOD_FOR = timedelta(minutes=5)
AHEAD = timedelta(minutes=1)
NUMBER = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


@dataclass(frozen=True)
class Shown:
    """Which card, and for which of its uses; 0 is the next one."""

    voucher: str
    number: int = 0


def code_of(voucher: Voucher, *, at: datetime) -> str:
    said = [voucher.public_id, voucher.used + 1, int(at.timestamp())]
    return signing.dumps(said, salt=SALT)


def read_code(text: str, *, at: datetime) -> Shown:
    """What was shown at that moment. Raises `Refusal`."""
    text = "".join(text.split())[:300]
    if NUMBER.fullmatch(text):
        return Shown(text)
    try:
        voucher, number, drawn = signing.loads(text, salt=SALT)
        moment = datetime.fromtimestamp(int(drawn), UTC)
    except (signing.BadSignature, TypeError, ValueError, OverflowError) as error:
        raise no_card() from error
    if not moment - AHEAD <= at <= moment + GOOD_FOR:
        raise Refusal("code_over", _("卡码已过期，请对方刷新后再出示。"))
    return Shown(voucher, number)


def no_card() -> Refusal:
    return Refusal("no_card", _("这不是有效的服务卡码。"))
