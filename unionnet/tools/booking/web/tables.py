# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.tools.booking.models import Ban, Booking, Resource
from unionnet.tools.booking.queries import Found

RESOURCE_COLUMNS = (
    gettext_lazy("名称"),
    gettext_lazy("类型"),
    gettext_lazy("管理工会"),
    gettext_lazy("地点"),
    gettext_lazy("数量（个、张）"),
    gettext_lazy("对象"),
    gettext_lazy("收费"),
)
BOOKING_COLUMNS = (
    gettext_lazy("日期"),
    gettext_lazy("从"),
    gettext_lazy("到"),
    gettext_lazy("几号"),
    gettext_lazy("预约人"),
    gettext_lazy("工会"),
    gettext_lazy("用途"),
    gettext_lazy("人数"),
    gettext_lazy("状态"),
)


def resources_table(page: Page[Resource], free: dict[int, Found], query: QueryDict) -> Table:
    def today(row: Resource) -> Any:
        if row.withdrawn_at:
            return tag(_("已停用"))
        found = free[row.pk]
        return f"{found.free} / {found.of}"

    columns = (
        Column("name", _("名称"), note=lambda row: row.organisation.name),
        Column("kind", _("类型"), cell=lambda row: row.get_kind_display()),
        Column("where", _("地点")),
        Column("audience", _("对象"), cell=lambda row: row.get_audience_display()),
        Column("today", _("今天还空 / 全部"), kind="num", cell=today),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-booking:export')}?{query.urlencode()}",
        empty=_("没有符合条件的资源"),
        empty_text=_("换一个条件，或新建一个。"),
        row_url=address_of("desk-booking:resource"),
        caption=_("可预约的资源"),
    )


def bans_table(page: Page[Ban]) -> Table:
    columns = (
        Column("who", _("谁"), cell=whose, note=lambda row: row.organisation.name),
        Column("kind", _("类型"), cell=lambda row: row.get_kind_display()),
        Column("since", _("暂停自"), kind="when"),
        Column("until", _("暂停至"), kind="when"),
        Column("state", _("状态"), cell=lambda row: _("已解除") if row.lifted_at else _("暂停中")),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        empty=_("没有暂停预约的"),
        empty_text=_("多次预约后没有到场的，会出现在这里。"),
        row_url=address_of("desk-booking:ban"),
        caption=_("暂停预约"),
    )


def whose(row: Ban) -> str:
    return row.union.name if row.union else row.person.name if row.person else ""


def resource_row(row: Resource) -> list[Any]:
    return [
        row.name,
        row.get_kind_display(),
        row.organisation.name,
        row.where,
        row.units,
        row.get_audience_display(),
        row.fee,
    ]


def booking_row(row: Booking) -> list[Any]:
    return [
        row.day,
        f"{timezone.localtime(row.starts_at):%H:%M}",
        f"{timezone.localtime(row.ends_at):%H:%M}",
        row.unit,
        row.person.name if row.person else row.by.name,
        row.union.name if row.union else "",
        row.purpose,
        row.people,
        row.get_state_display(),
    ]
