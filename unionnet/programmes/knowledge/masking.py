# SPDX-License-Identifier: Apache-2.0
"""Numbers that could be somebody's (phones, documents, cards, accounts) taken out of a text."""

from __future__ import annotations

import re
import unicodedata

# Six digits and more, with the gaps people leave; a year, a small amount or an article stays.
LONG_NUMBER = re.compile(r"(?<![0-9])[0-9](?:[ \-]?[0-9]){5,}[xX]?")
MASK = "＊＊＊"


def without_numbers(text: str) -> str:
    """No run of six digits or more is left, whatever digits it is written in."""
    return LONG_NUMBER.sub(MASK, "".join(map(_plain, text)))


def _plain(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)
