# SPDX-License-Identifier: Apache-2.0
"""What a station may offer (ST-02). Codes are kept for ever; words and icons may change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Facility:
    """One thing to find at a site. `tier` is basic or extended; a service is done by somebody."""

    code: str
    label: Any
    icon: str
    tier: str = "extended"
    is_service: bool = False


LIST = (
    Facility("water", _("饮水"), "water", "basic"),
    Facility("heat_meal", _("热饭"), "heat-meal", "basic"),
    Facility("medicine", _("应急药品"), "medicine", "basic"),
    Facility("rest", _("休息"), "sofa", "basic"),
    Facility("toilet", _("如厕"), "toilet", "basic"),
    Facility("phone_charging", _("手机充电"), "phone"),
    Facility("ebike_charging", _("电动车充电"), "charge"),
    Facility("battery_swap", _("换电"), "refresh"),
    Facility("aircon", _("空调"), "aircon"),
    Facility("wifi", _("无线网络"), "wifi"),
    Facility("books", _("图书"), "book"),
    Facility("tv", _("电视"), "tv"),
    Facility("tea", _("茶水"), "heat-meal"),
    Facility("direct_drinking_water", _("直饮水机"), "water"),
    Facility("fridge", _("冰箱"), "fridge"),
    Facility("microwave", _("微波炉"), "microwave"),
    Facility("washer", _("洗衣机"), "washer"),
    Facility("parking", _("停车"), "parking"),
    Facility("bed", _("床位"), "bed"),
    Facility("baby_room", _("母婴室"), "baby"),
    Facility("aed", _("自动体外除颤器"), "aed"),
    Facility("rain_gear", _("雨具"), "rain"),
    Facility("pump", _("打气筒"), "pump"),
    Facility("sewing_kit", _("针线包"), "sew"),
    Facility("haircut", _("理发"), "person", is_service=True),
    Facility("legal_advice", _("法律咨询"), "law", is_service=True),
    Facility("counselling", _("心理疏导"), "heart", is_service=True),
    Facility("job_advice", _("求职咨询"), "job", is_service=True),
    Facility("join_union", _("入会服务"), "card", is_service=True),
    Facility("mediation", _("纠纷调解"), "chat", is_service=True),
)
BY_CODE = {each.code: each for each in LIST}
FACILITY_CODES = tuple(each.code for each in LIST if not each.is_service)
SERVICE_CODES = tuple(each.code for each in LIST if each.is_service)

# The chips on top of the phone's list; the others are one tap away.
COMMON = (
    "ebike_charging",
    "phone_charging",
    "heat_meal",
    "water",
    "toilet",
    "aircon",
    "medicine",
    "legal_advice",
)

# How lists of other systems call the same thing.
SPOKEN = {
    "饮水机": "water", "热水": "water", "开水": "water", "微波加热": "heat_meal", "加热饭菜": "heat_meal",
    "药箱": "medicine", "药品": "medicine", "医药箱": "medicine", "应急简易药品": "medicine", "座椅": "rest",
    "厕所": "toilet", "卫生间": "toilet", "手机充电站": "phone_charging", "电动车充电桩": "ebike_charging",
    "电动自行车充电": "ebike_charging", "充电桩": "ebike_charging", "换电柜": "battery_swap", "WiFi": "wifi",
    "Wi-Fi": "wifi", "WIFI": "wifi", "书籍": "books", "书报": "books", "电视机": "tv", "AED": "aed",
    "雨伞": "rain_gear", "法律援助": "legal_advice", "停车位": "parking", "直饮水": "direct_drinking_water",
}  # fmt: skip


def chosen(codes: Iterable[str]) -> list[Facility]:
    """The known ones among these codes, in the order of the list."""
    wanted = set(codes)
    return [each for each in LIST if each.code in wanted]


def split(codes: Iterable[str]) -> tuple[list[str], list[str]]:
    """(facilities, services) among these codes."""
    known = chosen(codes)
    return [f.code for f in known if not f.is_service], [f.code for f in known if f.is_service]


def by_words(words: str) -> tuple[list[str], list[str]]:
    """(codes, words nobody knows) of a cell such as "饮水、热饭、充电"."""
    names = {str(each.label): each.code for each in LIST} | SPOKEN | {each.code: each.code for each in LIST}
    for sign in "，,;；/ \n\t":
        words = words.replace(sign, "、")
    parts = [part.strip() for part in words.split("、") if part.strip()]
    found = [names[part] for part in parts if part in names]
    return list(dict.fromkeys(found)), [part for part in parts if part not in names]
