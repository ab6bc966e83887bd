# SPDX-License-Identifier: Apache-2.0
"""What a map is told of a site, and under which names (ST-06). Nothing about a person stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from unionnet.directory.places.datum import from_wgs84
from unionnet.directory.places.facilities import chosen
from unionnet.directory.places.hours_words import rows_of
from unionnet.directory.places.models import Override, Site
from unionnet.directory.places.timetable import Opening

COLUMNS = {
    "id": _("编号"),
    "name": _("名称"),
    "kind": _("类型"),
    "address": _("地址"),
    "region_code": _("行政区划代码"),
    "latitude": _("纬度"),
    "longitude": _("经度"),
    "datum": _("坐标系"),
    "status": _("状态：open 开放，closed 临时关闭，paused 暂停服务"),
    "until": _("状态到何时"),
    "notice": _("临时说明"),
    "hours": _("开放时间"),
    "all_day": _("是否 24 小时"),
    "entry": _("进入方式"),
    "facilities": _("设施和服务"),
    "phone": _("站点电话"),
    "photo": _("照片"),
    "organisation": _("所属工会"),
    "verified": _("核实日期"),
}


@dataclass(frozen=True)
class Told:
    """What the register says about a site besides its row."""

    openings: Iterable[Opening] = ()
    said: Override | None = None
    photo: str = ""


def entry_of(site: Site, told: Told, datum: str, at: datetime) -> dict[str, Any]:
    """The entry in that datum, in Chinese whoever asks: maps have one language."""
    latitude, longitude = from_wgs84(site.latitude or 0.0, site.longitude or 0.0, datum)
    said = told.said
    with override("zh-hans"):
        hours = rows_of(told.openings, localtime(at).date()) if site.hours or site.has_exceptions else []
        return {
            "id": site.public_id,
            "name": site.name,
            "kind": site.get_kind_display(),
            "address": site.address,
            "region_code": site.region_code,
            "latitude": round(latitude, 6),
            "longitude": round(longitude, 6),
            "datum": datum,
            "status": _status(site, said),
            "until": localtime(said.until).isoformat(timespec="minutes") if said and said.until else "",
            "notice": said.reason if said else "",
            "hours": "；".join(f"{days} {words}" for days, words in hours),
            "all_day": site.is_24h,
            "entry": site.get_entry_mode_display(),
            "facilities": "、".join(str(each.label) for each in chosen(site.codes)),
            "phone": site.phone,
            "photo": f"{settings.UNIONNET_PUBLIC_URL}/files/{told.photo}" if told.photo else "",
            "organisation": site.organisation.name,
            "verified": site.last_verified.isoformat() if site.last_verified else "",
        }


def named(entry: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The entry under the names an outlet has for its columns; all under our own where it has none."""
    return {columns[key]: entry[key] for key in COLUMNS if key in columns} if columns else dict(entry)


def _status(site: Site, said: Override | None) -> str:
    if site.status == Site.Status.PAUSED:
        return "paused"
    return "closed" if said and not said.is_open else "open"
