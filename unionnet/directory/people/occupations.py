# SPDX-License-Identifier: Apache-2.0
"""Occupation classes of the joining form, and the tags that follow from them by the rulebook (MEM-12,
MEM-13)."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from unionnet.foundation.rulebook import rule

EIGHT_GROUPS = "eight_groups"
NEW_FORM = "new_form"

OCCUPATIONS: dict[str, Any] = {
    "food_delivery_rider": _("网约送餐员"),
    "courier": _("快递员"),
    "truck_driver": _("货车司机"),
    "ride_hailing_driver": _("网约车司机"),
    "domestic_worker": _("家政服务员"),
    "care_worker": _("护工护理员"),
    "security_guard": _("保安员"),
    "property_agent": _("房产中介员"),
    "store_promoter": _("商场信息员"),
    "construction_worker": _("建筑工人"),
    "sanitation_worker": _("环卫工人"),
    "manufacturing_worker": _("制造业工人"),
    "service_worker": _("商业和服务业职工"),
    "professional": _("专业技术人员"),
    "teacher": _("教师"),
    "medical_worker": _("医务人员"),
    "office_worker": _("机关事业单位职工"),
    "other": _("其他职工"),
}
LISTS: dict[str, Any] = {EIGHT_GROUPS: _("八大群体"), NEW_FORM: _("新就业形态劳动者")}


def tags_of(occupation: str, *, where: str = "", on: date) -> list[str]:
    """The occupation itself and the official lists it stands on. A courier stands on both."""
    lists = {EIGHT_GROUPS: "MEM-12.eight_groups", NEW_FORM: "MEM-13.new_form_groups"}
    found = [tag for tag, rule_id in lists.items() if occupation in rule(rule_id, where=where, on=on).value]
    return [occupation, *found] if occupation in OCCUPATIONS else found


def occupation_label(code: str) -> str:
    """The words for a code or a tag; the code itself when nobody knows it."""
    return str(OCCUPATIONS.get(code) or LISTS.get(code) or code)


def occupation_named(text: str) -> str:
    """The code that a cell of a list means: code, Chinese label, or the other names officers use."""
    text = text.strip()
    return text if text in OCCUPATIONS else _codes_by_name().get(text, "")


@cache
def _codes_by_name() -> dict[str, str]:
    names = {
        "外卖配送员": "food_delivery_rider",
        "外卖骑手": "food_delivery_rider",
        "骑手": "food_delivery_rider",
        "卡车司机": "truck_driver",
        "快递小哥": "courier",
        "保安": "security_guard",
        "护工": "care_worker",
    }
    with override("zh-hans"):
        names |= {str(label): code for code, label in OCCUPATIONS.items()}
    with override("en"):
        names |= {str(label): code for code, label in OCCUPATIONS.items()}
    return names
