# SPDX-License-Identifier: Apache-2.0
"""A number as switchboards tell it, as the register knows it."""

from __future__ import annotations

import re

from unionnet.foundation.crypto import blind_index

ODD = re.compile(r"[\s()+-]")
LONGEST = 20
MOBILE = re.compile(r"(?:0086|86|0)?(1[3-9][0-9]{9})")


def plain_phone(text: str) -> str:
    """0 139-0000-0017 and +86 13900000017 are 13900000017; "" for what is no number, as when it is hidden."""
    digits = ODD.sub("", text)
    if not (digits.isascii() and digits.isdigit() and 3 <= len(digits) <= LONGEST):
        return ""
    mobile = MOBILE.fullmatch(digits)
    return mobile[1] if mobile else digits


def index_of(phone: str) -> bytes:
    """As casework and people find theirs."""
    return blind_index("mobile", phone)
