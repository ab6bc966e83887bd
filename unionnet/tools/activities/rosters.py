# SPDX-License-Identifier: Apache-2.0
"""Names out of words: a 接龙 pasted from a chat, or a 签到表 typed in line by line. What is not
plain is marked, never guessed. Numbers of phones and documents are dropped before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from unionnet.foundation.texts import lines_of

MOST = 500
NUMBERED = re.compile(r"^\s*(?:#?\d{1,4}\s*[.、)）．:：]\s*|[①-⑳]\s*|#\d{1,4}\s+)")
HEADING = re.compile(r"^\s*(?:#?接龙|例[:：\s]|示例|姓名[\s,，、\t]*单位)")
APART = re.compile(r"[\s,，、;；/／|｜:：()（）\-—]+")
CARD = re.compile(r"(?<!\d)\d{16}(?!\d)")
LONG_NUMBER = re.compile(r"(?<!\d)(?:[+＋]?86[-\s]?)?\d{7,}[\dXx]*")
MORE = re.compile(r"[+＋]\s*\d|带[一二两三四五\d]|\d\s*[人位]|[一二两三四五]人")
UNSURE = re.compile(r"[?？]|待定|不确定|可能|请假|来不了|不参加|取消")
TALK = re.compile(r"收到|好的|谢谢|大家|准时|欢迎")
SPACED = re.compile(r"^([\u3400-\u9fff])\s+([\u3400-\u9fff])(?![\u3400-\u9fff])")
HAN_NAME = re.compile(r"^[\u3400-\u9fff\U00020000-\U0003134f]{2,4}$")
OTHER_NAME = re.compile(r"^[\u3400-\u9fff]{1,12}(?:[·•][\u3400-\u9fff]{1,12})+$|^[A-Za-z][A-Za-z'.]{1,40}$")


class Doubt(StrEnum):
    """Why a line is not taken as it stands."""

    NONE = ""
    NO_NAME = "no_name"
    MORE = "more"
    UNSURE = "unsure"
    TWICE = "twice"
    MANY = "many"


@dataclass(frozen=True)
class Line:
    """One line as it was read. `text` is what stood there, without long numbers."""

    text: str
    name: str = ""
    unit: str = ""
    card: str = ""
    doubt: Doubt = Doubt.NONE


def read(text: str) -> list[Line]:
    """Every line that names somebody. In a list with numbers, lines without one are talk around it."""
    given = [line for line in lines_of(text) if not HEADING.match(line)]
    numbered = [line for line in given if NUMBERED.match(line)]
    return list(_once(map(_line, numbered or given)))[:MOST]


def _once(lines: Iterator[Line]) -> Iterator[Line]:
    seen: set[tuple[str, str, str]] = set()
    for line in lines:
        key = (line.name, line.unit, line.card)
        twice = not line.doubt and key in seen
        seen.add(key)
        yield Line(line.text, line.name, line.unit, line.card, Doubt.TWICE) if twice else line


def _line(text: str) -> Line:
    bare = NUMBERED.sub("", text, count=1)
    card = found.group() if (found := CARD.search(bare)) else ""
    shown = SPACED.sub(r"\1\2", LONG_NUMBER.sub("", bare).strip(" ,，、;；"))  # 李 静 is 李静
    if MORE.search(shown):
        return Line(shown, doubt=Doubt.MORE)
    if UNSURE.search(shown):
        return Line(shown, doubt=Doubt.UNSURE)
    name, *rest = [part for part in APART.split(shown) if part] or [""]
    if TALK.search(shown) or not (card or HAN_NAME.match(name) or OTHER_NAME.match(name)):
        return Line(shown, doubt=Doubt.NO_NAME)
    if card and not shown:
        shown = card
    return Line(f"{shown} {card}".strip() if card and card not in shown else shown, name, "".join(rest), card)
