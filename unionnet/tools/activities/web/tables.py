# SPDX-License-Identifier: Apache-2.0
"""How activities are drawn, on the page and in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.tools.activities.models import Activity
from unionnet.tools.activities.queries import Topic

Lines = tuple[list[str], Iterator[list[Any]]]
S = Activity.State
KINDS: dict[str, str] = {
    S.SUBMITTED: "due",
    S.RETURNED: "late",
    S.ANNOUNCED: "info",
    S.UNDER_WAY: "ok",
    S.DONE: "due",
    S.ARCHIVED: "ok",
}


def state_of(row: Activity) -> tuple[str, str]:
    """The word and the kind of its tag."""
    return str(row.get_state_display()), KINDS.get(row.state, "")


def page_of(row: Activity) -> str:
    return reverse("desk-activities:activity", args=[row.public_id])


def activities_table(page: Page[Activity], export: str) -> Table:
    return Table(
        [
            Column("title", _("活动"), note=lambda row: f"{row.code} · {row.organisation.name}"),
            Column("starts_at", pgettext("time", "开始"), kind="when"),
            Column("where", _("地点")),
            Column("persons_now", _("人数"), kind="num"),
            Column("times_now", _("人次"), kind="num"),
            Column("spent_now", _("支出"), kind="money"),
            Column("state", _("状态"), cell=lambda row: tag(*state_of(row))),
        ],
        page,
        page=page,
        export=export,
        row_url=page_of,
        caption=_("活动台账"),
        empty=_("没有符合条件的活动"),
        empty_text=_("换一个条件，或者策划一个活动。"),
    )


def activity_lines(rows: Iterable[Activity]) -> Lines:
    head = [_("编号"), _("主办工会"), _("类型"), _("名称"), _("专题"), pgettext("time", "开始")]
    head += [pgettext("time", "结束"), _("地点"), _("预计人数"), _("人数"), _("人次"), _("预算（元）")]
    head += [_("支出（元）"), _("状态")]

    def lines() -> Iterator[list[Any]]:
        for row in rows:
            what = [row.code, row.organisation.name, row.get_kind_display(), row.title, row.topic]
            counted: Any = row
            came = [row.expected, counted.persons_now, counted.times_now]
            money = [counted.planned_now / 100, counted.spent_now / 100]
            yield [*what, row.starts_at, row.ends_at, row.where, *came, *money, row.get_state_display()]

    return head, lines()


ORDERS = (
    ("person_times", gettext_lazy("人次")),
    ("persons", gettext_lazy("人数")),
    ("officers", gettext_lazy("工会干部")),
    ("activities", gettext_lazy("活动（个）")),
    ("spent", gettext_lazy("支出")),
)


def topics_table(rows: list[Topic], export: str) -> Table:
    ranked = {topic.name: number for number, topic in enumerate(rows, start=1)}
    return Table(
        [
            Column("rank", _("名次"), kind="num", cell=lambda topic: ranked[topic.name]),
            Column("name", _("专题")),
            Column("activities", _("活动（个）"), kind="num"),
            Column("trainings", _("其中培训（个）"), kind="num"),
            Column("persons", _("人数"), kind="num"),
            Column("officers", _("其中工会干部"), kind="num"),
            Column("person_times", _("人次"), kind="num"),
            Column("spent", _("支出"), kind="money"),
        ],
        rows,
        export=export,
        row_url=lambda topic: f"{reverse('desk-activities:list')}?{urlencode({'q': topic.name})}",
        caption=_("专题汇总"),
        empty=_("还没有按专题办的活动"),
        empty_text=_("策划活动时填写专题，这里就会汇总。"),
    )


def topic_lines(rows: list[Topic]) -> Lines:
    head = [_("名次"), _("专题"), _("活动（个）"), _("其中培训（个）"), _("人数"), _("其中工会干部")]
    head += [_("人次"), _("支出（元）")]

    def lines() -> Iterator[list[Any]]:
        for number, row in enumerate(rows, start=1):
            came = [row.persons, row.officers, row.person_times]
            yield [number, row.name, row.activities, row.trainings, *came, row.spent / 100]

    return head, lines()
