# SPDX-License-Identifier: Apache-2.0
"""Words somebody typed, without what nobody can see. The one cleaner of text, wherever it comes in: forms and
addresses (hostile.py), the API (schemas.py), sheets (ui/excel.py) and verbs.

Dropped: control characters, halves of characters, marks that turn the direction of a line round (U+202E lets
"gpj.exe" read "exe.jpg"), spaces of no width, fillers and tags. Kept where words of some language need them:
joiners between letters that join (Persian, Hindi, an emoji of a family), and selectors of a variant behind
the character they select (葛 of 葛城市, Mongolian). At any other place those, too, only hide a difference.
"""

from __future__ import annotations

import re

CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
DIRECTIONS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
UNSEEN = r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
UNSEEN += r"\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
SELECTORS = r"\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Letters of scripts that join, and signs such as emoji: no Latin, no Chinese, no space.
JOINS = r"[\u0600-\u1fff\u2070-\u2fff\ua800-\uabff\ufb50-\ufeff\U0001f000-\U0001faff]"
STRAY = re.compile(
    f"[{CONTROLS}{DIRECTIONS}{UNSEEN}]"
    rf"|(?<!{JOINS})[\u200c\u200d]|[\u200c\u200d](?!{JOINS})"
    rf"|(?<![^\sA-Za-z{SELECTORS}])[{SELECTORS}]"
)
LONGEST_LINE = 500
LONGEST_BODY = 8_000
SELECTOR = re.compile(f"[{SELECTORS}]")


def cleaned(text: str) -> str:
    """The same without stray characters; lines and tabs stay."""
    return text if text.isascii() and text.isprintable() else STRAY.sub("", text)


def one_line(text: str, longest: int = LONGEST_LINE) -> str:
    """On one line, with single spaces, no longer than that."""
    return " ".join(cleaned(text).split())[:longest]


def many_lines(text: str, longest: int = LONGEST_BODY) -> str:
    """The lines that say something."""
    return "\n".join(lines_of(text))[:longest]


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that say something, each by itself."""
    lines = (line.strip() for line in cleaned(text).splitlines())
    return tuple(line for line in lines if line)


def without_selectors(text: str) -> str:
    """For names: a register and a document know one form of a character, a search looks for it."""
    return SELECTOR.sub("", text)
