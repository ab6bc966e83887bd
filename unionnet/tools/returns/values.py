# SPDX-License-Identifier: Apache-2.0
"""What somebody typed into a cell, and how it is written for a reader."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from unionnet.foundation.days import day_in
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import one_line
from unionnet.foundation.ui.tags import words
from unionnet.tools.returns.models import Indicator

WHOLE = re.compile(r"\d{1,12}(\.0+)?", re.ASCII)
YUAN = re.compile(r"\d{1,12}(\.\d{1,2})?0*", re.ASCII)
SEPARATORS = str.maketrans("", "", ", '’\u00a0")
LONGEST_TEXT = 500


@dataclass(frozen=True)
class Value:
    """What a cell keeps. Nothing typed is neither a number nor a text."""

    number: int | None = None
    text: str = ""


def read_value(indicator: Indicator, raw: str) -> Value:
    """Raises a Refusal that says what belongs there. Only whole counts: no 万, no 亿."""
    typed = one_line(raw, LONGEST_TEXT)
    if not typed:
        return Value()
    if indicator.kind == Indicator.Kind.TEXT:
        return Value(text=typed)
    if indicator.kind == Indicator.Kind.DAY:
        if day := day_in(typed):
            return Value(text=day.isoformat())
        raise Refusal("not_a_day", _("请写日期，例如 2026-05-01。"))
    plain = unicodedata.normalize("NFKC", typed).translate(SEPARATORS)
    if indicator.kind == Indicator.Kind.MONEY:
        if YUAN.fullmatch(plain):
            return Value(int(Decimal(plain) * 100))
        raise Refusal("not_money", _("请写金额（元），最多两位小数。"))
    if WHOLE.fullmatch(plain):
        return Value(int(Decimal(plain)))
    raise Refusal("not_a_count", _("请写 0 或正整数，不写“万”“亿”。"))


def written(indicator: Indicator, number: int | None, text: str = "") -> str:
    """As it stands in its field, to be read back by `read_value`."""
    if not indicator.is_number:
        return text
    if number is None:
        return ""
    return f"{Decimal(number) / 100:.2f}" if indicator.kind == Indicator.Kind.MONEY else str(number)


def in_sheet(indicator: Indicator, number: int | None, text: str = "") -> Any:
    """As Excel keeps it: a number, a day, a text."""
    if indicator.kind == Indicator.Kind.DAY:
        return date.fromisoformat(text) if text else None
    if not indicator.is_number or number is None:
        return text or None
    return Decimal(number) / 100 if indicator.kind == Indicator.Kind.MONEY else number


def spoken(indicator: Indicator, number: int | None, text: str = "") -> str:
    """For a reader, with its unit beside it elsewhere."""
    if not indicator.is_number:
        return text or words.DASH
    if number is None:
        return str(words.DASH)
    return str(words.money(number) if indicator.kind == Indicator.Kind.MONEY else words.qty(number))
