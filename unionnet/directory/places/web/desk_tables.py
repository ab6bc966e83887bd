# SPDX-License-Identifier: Apache-2.0
"""The register as a table on the desk and as rows of a workbook."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.places.facilities import chosen
from unionnet.directory.places.hours_words import rows_of
from unionnet.directory.places.models import Site
from unionnet.directory.places.rules import State
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.foundation.ui.tags.words import listed

EXPORT_COLUMNS = (
    gettext_lazy("名称"), gettext_lazy("所属工会"), gettext_lazy("类型"), gettext_lazy("状态"),
    gettext_lazy("地址"),
    gettext_lazy("行政区划代码"), gettext_lazy("纬度"), gettext_lazy("经度"), gettext_lazy("坐标系"),
    gettext_lazy("设施和服务"), gettext_lazy("开放时间"), gettext_lazy("电话"), gettext_lazy("运营单位"),
    gettext_lazy("可容纳人数"), gettext_lazy("面积"), gettext_lazy("等级"),
    gettext_lazy("启用日期"), gettext_lazy("核实日期"),
)  # fmt: skip


def register_table(page: Page[Site], states: dict[int, State], query: QueryDict) -> Table:
    """Name and union, open or not, what is there, since when."""

    def state(site: Site) -> Any:
        return tag(states[site.pk].label, kind=states[site.pk].kind)

    def what(site: Site) -> str:
        names = [str(each.label) for each in chosen(site.codes)]
        return (
            _("、").join(names[:4]) + (_(" 等 %(n)s 项") % {"n": len(names)} if len(names) > 4 else "") or "—"
        )

    columns = (
        Column("name", _("名称"), sort="pinyin", note=lambda site: site.organisation.name),
        Column("status", _("现在"), cell=state),
        Column("address", _("地址"), note=lambda site: "" if site.is_mapped else _("没有坐标，不能上图")),
        Column("facilities", _("设施和服务"), cell=what),
        Column("since", _("启用日期"), kind="when", sort="since"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-places:export')}?{query.urlencode()}",
        empty=_("没有符合条件的站点"),
        empty_text=_("换一个条件，或登记、导入站点。"),
        row_url=address_of("desk-places:site"),
        caption=_("驿站阵地"),
    )


def export_row(site: Site) -> list[Any]:
    hours = rows_of(site.openings.all(), timezone.localdate())
    return [
        site.name,
        site.organisation.name,
        site.get_kind_display(),
        site.get_status_display(),
        site.address,
        site.region_code,
        site.latitude,
        site.longitude,
        "WGS-84" if site.is_mapped else "",
        listed(chosen(site.codes), "label"),
        _("；").join(f"{day} {words}" for day, words in hours) if site.hours else "",
        site.phone,
        site.operator,
        site.capacity,
        site.area,
        site.get_grade_display(),
        site.since,
        site.last_verified,
    ]
