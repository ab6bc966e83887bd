# SPDX-License-Identifier: Apache-2.0
"""Orders as other hotlines write them into a sheet; its columns are found by what they are called."""

from __future__ import annotations

from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import read_table
from unionnet.programmes.hotline.actions import OrderLine
from unionnet.programmes.hotline.rules import MOST_LINES

# What our own template calls them, in the language of the reader; and what others do.
HEADS = {
    "number": gettext_lazy("工单编号"),
    "title": gettext_lazy("标题"),
    "text": gettext_lazy("内容"),
    "kind": gettext_lazy("类型"),
    "grade": gettext_lazy("难易类别"),
    "name": gettext_lazy("称呼"),
    "phone": gettext_lazy("手机号"),
}
ALSO = {
    "number": ("工单号", "编号"),
    "title": ("工单标题", "主题"),
    "text": ("诉求内容", "工单内容"),
    "kind": ("诉求类型", "工单类型"),
    "grade": ("类别",),
    "name": ("姓名", "来电人"),
    "phone": ("联系电话", "来电号码", "电话"),
}
CHINESE = "zh-hans"


def read_orders(file: IO[bytes]) -> list[OrderLine]:
    """Every line below the head. Raises Refusal where the file is no table, or number or title is missing."""
    rows = read_table(file, most=MOST_LINES)
    places = _places(rows[0]) if rows else {}
    if "number" not in places or "title" not in places:
        raise Refusal("no_heads", _("表头里要有“工单编号”和“标题”，请用这里的模板。"))
    return [_line(number, row, places) for number, row in enumerate(rows[1:], start=2)]


def _places(head: list[str]) -> dict[str, int]:
    called = [cell.strip().lower() for cell in head]
    places = {}
    for key, name in HEADS.items():
        with override(CHINESE):
            names = (str(name), *ALSO[key])
        found = [called.index(each) for each in (str(name).lower(), *names) if each in called]
        if found:
            places[key] = found[0]
    return places


def _line(number: int, row: list[str], places: dict[str, int]) -> OrderLine:
    told = {key: row[place].strip() if place < len(row) else "" for key, place in places.items()}
    return OrderLine(number, **told)
