# SPDX-License-Identifier: Apache-2.0
"""What is looked at on the daily round, and what may run out. Codes are kept for ever; words may change."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from unionnet.directory.places.models import Site
from unionnet.foundation.rulebook import rule

# code: (words, the facility it is about)
ROUND: dict[str, tuple[Any, str]] = {
    "clean": (_("环境卫生"), ""),
    "water": (_("饮水"), "water"),
    "power": (_("水电气"), ""),
    "equipment": (_("设备运转"), ""),
    "medicine": (_("药箱和药品有效期"), "medicine"),
    "fire": (_("消防器材"), ""),
    "sign": (_("标识和制度上墙"), ""),
    "charging": (_("充电设施"), "phone_charging"),
}
SUPPLIES: dict[str, Any] = {
    "water": _("饮用水"),
    "medicine": _("药品"),
    "tissues": _("纸巾"),
    "cables": _("充电线"),
    "cooling": _("防暑用品"),
    "warm": _("御寒用品"),
    "masks": _("口罩"),
    "rain_gear": _("雨具"),
}


def round_of(site: Site, on: date) -> list[tuple[str, Any]]:
    """(code, words) of what is looked at in this region on a round (ST-08)."""
    codes: list[str] = rule("ST-08.patrol_items", where=site.region_code[:6], on=on).value
    return [(code, ROUND[code][0]) for code in codes if code in ROUND]
