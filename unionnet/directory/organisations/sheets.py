# SPDX-License-Identifier: Apache-2.0
"""A list of employers as offices keep it in Excel: which column is which, what is wrong with which row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.classes import Industry, UnitType
from unionnet.directory.organisations.codes import tidy
from unionnet.directory.organisations.officers import Officer
from unionnet.directory.organisations.rules import why_not_register_employer
from unionnet.foundation.days import day_in
from unionnet.foundation.refusals import Refusal

HEADS = {
    "name": ("单位名称", "名称", "用人单位", "name"),
    "uscc": ("统一社会信用代码", "信用代码", "社会信用代码", "uscc"),
    "region_code": ("行政区划代码", "行政区划", "region"),
    "unit_type": ("单位类型", "登记注册类型", "unit type"),
    "industry": ("行业", "行业门类", "industry"),
    "employees": ("职工人数", "职工人数（人）", "从业人数", "employees"),
    "opened_on": ("开业日期", "成立日期", "opened on"),
    "union": ("涵盖工会", "所属工会", "union"),
    "covered_since": ("涵盖开始日期", "涵盖日期", "covered since"),
}
NEEDED = ("name", "uscc")
LONGEST_NAME = 120
MOST_EMPLOYEES = 10_000_000


@dataclass(frozen=True)
class Given:
    """What a row says of an employer, once it is clean. Empty where the sheet is silent."""

    name: str
    uscc: str
    region_code: str
    unit_type: str
    industry: str
    employees: int | None
    opened_on: date | None
    union: str
    covered_since: date | None


@dataclass(frozen=True)
class Row:
    """One row of the sheet, by its number there, and what stands in the way."""

    number: int
    given: Given | None
    sentence: str = ""


def read_employers(rows: Sequence[Sequence[str]], region_code: str, *, by: Officer) -> list[Row]:
    """Every row below the head, in order. A row without a region stands in that of the union."""
    columns = find_columns(rows[0] if rows else [], HEADS, NEEDED)
    first: dict[str, int] = {}
    return [
        _unless_repeated(_row(number, cells, columns, region_code, by), first)
        for number, cells in enumerate(rows[1:], start=2)
    ]


def find_columns(
    head: Sequence[str], heads: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> dict[str, int]:
    """Where each field stands. Raises a `Refusal` when one that is needed does not."""
    plain = [cell.strip().strip("*＊ ").lower() for cell in head]
    columns = {
        name: plain.index(word) for name, words in heads.items() for word in reversed(words) if word in plain
    }
    if missing := [heads[name][0] for name in needed if name not in columns]:
        raise Refusal("no_such_column", _("表头缺少：%(names)s。请用导入模板。"), names=_("、").join(missing))
    return columns


def _row(
    number: int, cells: Sequence[str], columns: dict[str, int], region_code: str, officer: Officer
) -> Row:
    text = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
    try:
        given = Given(
            _name(text["name"]),
            tidy(text["uscc"]),
            text.get("region_code") or region_code,
            _chosen(text.get("unit_type", ""), UnitType, _("单位类型")),
            _chosen(text.get("industry", ""), Industry, _("行业")),
            _count(text.get("employees", "")),
            day_given(text.get("opened_on", "")),
            text.get("union", "")[:100],
            day_given(text.get("covered_since", "")),
        )
    except Refusal as refusal:
        return Row(number, None, str(refusal))
    no = why_not_register_employer(officer, given.uscc, given.region_code)
    return Row(number, None, str(no)) if no else Row(number, given)


def _unless_repeated(row: Row, first: dict[str, int]) -> Row:
    """`first` remembers in which row a code came first."""
    if row.given is None:
        return row
    before = first.setdefault(row.given.uscc, row.number)
    if before == row.number:
        return row
    return replace(row, given=None, sentence=_("与第 %(row)s 行是同一家单位。") % {"row": before})


def _name(text: str) -> str:
    if not text or len(text) > LONGEST_NAME:
        raise Refusal("bad_name", _("单位名称应为 1 到 %(n)s 个字。"), n=LONGEST_NAME)
    return text


def _chosen(text: str, choices: type[Industry] | type[UnitType], label: str) -> str:
    """By its code or its Chinese name."""
    if not text:
        return ""
    for choice in choices:
        if text.upper() == choice.value or text == str(choice.label):
            return choice.value
    raise Refusal("not_a_choice", _("不认识的%(label)s：%(text)s"), label=label, text=text[:40])


def _count(text: str) -> int | None:
    plain = text.replace(",", "").replace("，", "")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 9 and int(plain) <= MOST_EMPLOYEES):
        raise Refusal("bad_count", _("职工人数应为 0 到 1000 万的整数：%(text)s"), text=text[:40])
    return int(plain)


def day_given(text: str) -> date | None:
    """None where the sheet is silent. Raises a `Refusal` for what is no day."""
    if not text:
        return None
    if day := day_in(text):
        return day
    raise Refusal("bad_day", _("日期应写成 2024-04-30：%(text)s"), text=text[:40])
