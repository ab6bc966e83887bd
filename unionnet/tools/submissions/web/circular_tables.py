# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.foundation.ui.tags.words import listed
from unionnet.tools.submissions.models import Circular, CircularCopy

READER_COLUMNS = (
    gettext_lazy("工会"),
    gettext_lazy("是否已阅"),
    gettext_lazy("谁已阅"),
    gettext_lazy("阅读时间"),
)


def circulars_table(page: Page[Circular], *, counted: bool) -> Table:
    """`counted` rows say how many unions have read them."""
    columns = [
        Column("title", _("标题"), note=lambda row: row.number),
        Column("organisation.name", _("发文工会")),
        Column("sent_at", _("发送时间"), kind="when"),
        Column("read_by", _("请在何时前阅知"), kind="when"),
    ]
    if counted:
        columns.append(Column("readers", _("已阅工会"), cell=_readers))
    return Table(
        columns,
        page.rows,
        page=page,
        empty=_("这里没有文件"),
        empty_text=_("上级发来阅读的文件会出现在这里，打开就记为已阅。"),
        row_url=address_of("desk-submissions:circular"),
        caption=_("文件传阅"),
    )


def readers_table(page: Page[CircularCopy], circular: Circular) -> Table:
    columns = (
        Column("organisation.name", _("工会")),
        Column("read", _("是否已阅"), cell=_read, note=_names),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=reverse("desk-submissions:readers-xlsx", args=[circular.public_id]),
        empty=_("都已经读过了。"),
        caption=_("阅读情况"),
    )


def reader_row(row: CircularCopy) -> list[Any]:
    first = min((each.at for each in row.readings.all()), default=None)
    return [row.organisation.name, _("已阅") if first else _("未阅"), _names(row), first]


def _readers(row: Any) -> str:
    return _("%(unions)s 个工会中 %(n)s 个已阅") % {"unions": row.unions, "n": row.readers}


def _read(row: CircularCopy) -> Any:
    return tag(_("已阅"), kind="ok") if row.readings.all() else tag(_("未阅"), kind="due")


def _names(row: CircularCopy) -> str:
    return listed(row.readings.all(), "person.name")
