# SPDX-License-Identifier: Apache-2.0
"""The six and eight haves (六有、八有, ST-01): which ones a region asks for is in the rulebook. Some the
register knows by itself; the others somebody has to see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from unionnet.directory.places.facilities import chosen
from unionnet.directory.places.models import Site
from unionnet.directory.places.rules import missing_basics
from unionnet.foundation.refusals import Citation
from unionnet.foundation.rulebook import rule

Known = Callable[[Site, date], bool]


@dataclass(frozen=True)
class Have:
    """`known` answers from the register; None: it must be seen on the spot."""

    code: str
    label: Any
    hint: Any
    known: Known | None = None


HAVES = {
    have.code: have
    for have in (
        Have("sign", _("统一标识名称"), _("门头、名称和标识与本地要求一致")),
        Have("layout", _("合理布局"), _("在劳动者常到的地方，站内分区清楚")),
        Have("place", _("固定场所"), _("有固定的场所，不是临时摆放")),
        Have(
            "facilities",
            _("健全设施"),
            _("基本服务齐全（按登记的设施核对）"),
            known=lambda site, on: not missing_basics(site, on),
        ),
        Have("equipment", _("服务设备"), _("设备齐全、能用")),
        Have("functions", _("完善功能"), _("除基本服务外，有适合来站人群的服务")),
        Have("rules", _("规范管理制度"), _("制度上墙、有人执行")),
        Have(
            "people",
            _("人员管理"),
            _("登记了管理人员和电话"),
            known=lambda site, _on: bool(site.contact and site.phone),
        ),
        Have(
            "map",
            _("地图可查"),
            _("启用、有坐标和地址（按登记核对）"),
            known=lambda site, _on: bool(site.status == Site.Status.OPEN and site.is_mapped and site.address),
        ),
        Have("operator", _("建设运营主体"), _("登记了运营单位"), known=lambda site, _on: bool(site.operator)),
        Have("publicity", _("宣传教育功能"), _("有宣传栏、读书角或政策资料")),
    )
}


@dataclass(frozen=True)
class Standard:
    """The list of a region: its name as people say it, what it asks for, and where it is written."""

    name: str
    haves: Sequence[Have]
    citation: Citation
    is_local: bool


def standard_of(site: Site, on: date) -> Standard:
    found = rule("ST-01.haves", where=site.region_code[:6], on=on)
    haves = [HAVES[code] for code in found.value["items"]]
    return Standard(found.value["name"], haves, found.citation, bool(found.region))


def known_of(site: Site, standard: Standard, on: date) -> dict[str, bool]:
    """What the register knows by itself."""
    return {have.code: have.known(site, on) for have in standard.haves if have.known}


def gaps_to_five_stars(site: Site, on: date) -> list[Any] | None:
    """What a five-star station of the region has and this one lacks (ST-03); None where no rule is known."""
    wanted: dict[str, Any] = rule("ST-03.five_star", where=site.region_code[:6], on=on).value
    if not wanted:
        return None
    gaps: list[Any] = []
    if (site.area or 0) < wanted["area"]:
        gaps.append(_("面积不少于 %(n)s 平方米") % {"n": wanted["area"]})
    if (site.capacity or 0) < wanted["capacity"]:
        gaps.append(_("可容纳不少于 %(n)s 人") % {"n": wanted["capacity"]})
    return gaps + [each.label for each in chosen(wanted["codes"]) if each.code not in site.codes]
