# SPDX-License-Identifier: Apache-2.0
"""How campaigns are drawn, on the page and in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unionnet.directory.people.occupations import occupation_label
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.campaigns.models import Campaign
from unionnet.tools.activities.models import Activity
from unionnet.tools.activities.web.tables import activity_lines, page_of, state_of

Lines = tuple[list[str], Iterator[list[Any]]]


def address(row: Campaign) -> str:
    return reverse("desk-campaigns:campaign", args=[row.public_id])


def campaigns_table(page: Page[Campaign], export: str) -> Table:
    return Table(
        [
            Column("title", _("行动"), note=lambda row: row.line or row.organisation.name),
            Column("kind", _("类型"), cell=lambda row: tag(row.get_kind_display())),
            Column("starts_on", _("开始"), kind="when"),
            Column("ends_on", _("结束"), kind="when"),
            Column("held_count", _("活动（个）"), kind="num"),
            Column("persons_now", _("人数"), kind="num"),
            Column("times_now", _("人次"), kind="num"),
            Column("spent_now", _("支出"), kind="money"),
        ],
        page,
        page=page,
        export=export,
        row_url=address,
        caption=_("服务行动"),
        empty=_("没有符合条件的行动"),
        empty_text=_("换一个条件，或者新建一项行动。"),
    )


def campaign_lines(rows: Iterable[Campaign]) -> Lines:
    head = [_("主办工会"), _("所属工程"), _("类型"), _("名称"), _("开始"), _("结束"), _("对象")]
    head += [_("活动（个）"), _("人数"), _("人次"), _("预算（元）"), _("支出（元）")]

    def lines() -> Iterator[list[Any]]:
        for row in rows:
            counted: Any = row
            for_whom = _("、").join(occupation_label(each) for each in row.any_tags)
            what = [row.organisation.name, row.line, row.get_kind_display(), row.title]
            came = [counted.held_count, counted.persons_now, counted.times_now]
            yield [
                *what,
                row.starts_on,
                row.ends_on,
                for_whom,
                *came,
                row.budget / 100,
                counted.spent_now / 100,
            ]

    return head, lines()


def held_table(rows: list[Activity], export: str) -> Table:
    return Table(
        [
            Column("title", _("活动"), note=lambda row: row.where),
            Column("starts_at", pgettext("time", "开始"), kind="when"),
            Column("persons_now", _("人数"), kind="num"),
            Column("times_now", _("人次"), kind="num"),
            Column("spent_now", _("支出"), kind="money"),
            Column("state", _("状态"), cell=lambda row: tag(*state_of(row))),
        ],
        rows,
        export=export,
        row_url=page_of,
        caption=_("行动中的活动"),
        empty=_("还没有活动"),
        empty_text=_("在这项行动里策划一个活动。"),
    )


def held_lines(rows: Iterable[Activity]) -> Lines:
    return activity_lines(rows)
