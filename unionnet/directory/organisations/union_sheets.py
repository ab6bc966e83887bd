# SPDX-License-Identifier: Apache-2.0
"""A list of unions as a head office keeps it in Excel: which column is which, and what a row says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.abroad import HOME
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.sheets import day_given, find_columns
from unionnet.foundation.countries import country_in
from unionnet.foundation.refusals import Refusal

HEADS = {
    "name": ("工会名称", "名称", "工会", "name"),
    "kind": ("类型", "工会类型", "kind"),
    "parent": ("上级工会", "上一级工会", "parent"),
    "region_code": ("行政区划代码", "行政区划", "region"),
    "country": ("国家或地区", "国家", "所在国", "所在国家或地区", "country"),
    "time_zone": ("时区", "time zone"),
    "uscc": ("统一社会信用代码", "信用代码", "uscc"),
    "since": ("成立日期", "since"),
}
NEEDED = ("name",)
LONGEST_NAME = 100


@dataclass(frozen=True)
class GivenUnion:
    """What a row says of a union. Empty where the sheet is silent; `parent` is a name."""

    name: str
    kind: str
    parent: str
    region_code: str
    country: str
    time_zone: str
    uscc: str
    since: date | None


def read_unions(rows: Sequence[Sequence[str]]) -> list[tuple[int, GivenUnion | Refusal]]:
    """Every row below the head with its number in the sheet, and what it says or what is wrong with it."""
    columns = find_columns(rows[0] if rows else [], HEADS, NEEDED)
    return [(number, _given(cells, columns)) for number, cells in enumerate(rows[1:], start=2) if any(cells)]


def _given(cells: Sequence[str], columns: Mapping[str, int]) -> GivenUnion | Refusal:
    text = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
    try:
        return GivenUnion(
            _name(text["name"]),
            _kind(text.get("kind", "")),
            text.get("parent", "")[:LONGEST_NAME],
            text.get("region_code", "")[:13],
            _country(text.get("country", "")),
            text.get("time_zone", "")[:60],
            text.get("uscc", "")[:24],
            day_given(text.get("since", "")),
        )
    except Refusal as refusal:
        return refusal


def _name(text: str) -> str:
    if not text or len(text) > LONGEST_NAME:
        raise Refusal("bad_name", _("工会名称应为 1 到 %(n)s 个字。"), n=LONGEST_NAME)
    return text


def _kind(text: str) -> str:
    """By its Chinese or English name or its code; units of a company are the usual case."""
    if not text:
        return Organisation.Kind.ENTERPRISE_UNION
    for kind in Organisation.Kind:
        if text in (kind.value, str(kind.label)):
            return kind.value
    raise Refusal("not_a_choice", _("不认识的%(label)s：%(text)s"), label=_("类型"), text=text[:40])


def _country(text: str) -> str:
    """Empty for one at home."""
    found = country_in(text) if text else ""
    if text and not found:
        raise Refusal("bad_country", _("不认识的国家或地区：%(text)s"), text=text[:40])
    return "" if found == HOME else found
