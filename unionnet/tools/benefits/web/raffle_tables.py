# SPDX-License-Identifier: Apache-2.0
"""Lists of draws and of who won, on pages and as sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.tools.benefits.models import Raffle, Win
from unionnet.tools.benefits.web.tables import Lines

STAGES = {
    "soon": (gettext_lazy("未开始"), "info"),
    "open": (gettext_lazy("进行中"), "ok"),
    "closed": (gettext_lazy("待公布"), "due"),
    "published": (gettext_lazy("已公布"), ""),
    "cancelled": (gettext_lazy("已取消"), "late"),
}
STATES = {"open": "due", "fetched": "ok", "returned": ""}


def raffles(page: Page[Raffle], at: datetime) -> Table:
    return Table(
        [
            Column("title", _("名称"), note=lambda row: row.get_mode_display()),
            Column("organisation.name", _("主办工会")),
            Column("last_number", _("参与人次"), kind="num"),
            Column("opens_at", _("开始"), kind="when"),
            Column("closes_at", _("截止"), kind="when"),
            Column(
                "stage",
                _("状态"),
                cell=lambda row: tag(str(STAGES[row.stage_at(at)][0]), STAGES[row.stage_at(at)][1]),
            ),
        ],
        page,
        page=page,
        row_url=address_of("desk-benefits:raffle"),
        caption=_("抽奖"),
        empty=_("还没有抽奖"),
        empty_text=_("先把奖品入库，再新建抽奖：种子和奖品表的摘要随即公布，任何人都能复算。"),
    )


def wins(page: Page[Win]) -> Table:
    return Table(
        [
            Column("number", _("序号"), kind="num"),
            Column("person.name", _("姓名")),
            Column("prize.name", _("奖品")),
            Column("at", _("中奖时间"), kind="when"),
            Column("until", _("领奖截止"), kind="when"),
            Column("state", _("状态"), cell=lambda row: tag(row.get_state_display(), STATES[row.state])),
        ],
        page,
        page=page,
        export=reverse("desk-benefits:raffle_export", args=[page.rows[0].raffle.public_id])
        if page.rows
        else "",
        caption=_("中奖名单"),
        empty=_("还没有人中奖"),
    )


def win_lines(rows: Iterable[Win]) -> Lines:
    heads = [_("序号"), _("姓名"), _("奖品"), _("中奖时间"), _("领奖截止"), _("状态")]

    def lines() -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.number,
                row.person.name,
                row.prize.name,
                row.at,
                row.until,
                str(row.get_state_display()),
            ]

    return heads, lines()
