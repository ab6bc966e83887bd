# SPDX-License-Identifier: Apache-2.0
"""How items, parts and cards are drawn as lists, and what their exports hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.foundation.ui.tags.words import day
from unionnet.tools.supervision.models import CardLine, Item, Part, ReportCard
from unionnet.tools.supervision.queries.colours import NAMES

LIGHTS = {
    "done": ("ok", gettext_lazy("已办结")),
    "green": ("ok", gettext_lazy("正常推进")),
    "blue": ("info", pgettext_lazy("light", "蓝灯")),
    "yellow": ("due", pgettext_lazy("light", "黄灯")),
    "orange": ("due", pgettext_lazy("light", "橙灯")),
    "red": ("late", pgettext_lazy("light", "红灯")),
}
STATES = {
    "collected": "due",
    "registered": "info",
    "assigned": "info",
    "suspended": "due",
    "closed": "ok",
    "archived": "ok",
}
PART_STATES = {"to_sign": "due", "working": "info", "handed_in": "info", "returned": "late", "accepted": "ok"}
HEADS = (
    gettext_lazy("编号"),
    gettext_lazy("事项"),
    gettext_lazy("来源"),
    gettext_lazy("状态"),
    gettext_lazy("亮灯"),
    gettext_lazy("进度（%）"),
    gettext_lazy("牵头单位"),
    gettext_lazy("责任部门"),
    gettext_lazy("责任人"),
    gettext_lazy("期限"),
    gettext_lazy("谁的问题"),
)
CARD_HEADS = (
    gettext_lazy("名次"),
    gettext_lazy("责任单位"),
    gettext_lazy("责任部门"),
    gettext_lazy("得分"),
    gettext_lazy("任务数"),
    gettext_lazy("进度合计（%）"),
    gettext_lazy("到期数"),
    gettext_lazy("按期数"),
    gettext_lazy("办结数"),
    gettext_lazy("质量合计"),
    gettext_lazy("创新合计"),
    gettext_lazy("催办次数"),
    gettext_lazy("黄灯次数"),
    gettext_lazy("红灯次数"),
)


def light_tag(rank: int) -> SafeString:
    """The colour in a word, too: some do not see it."""
    kind, label = LIGHTS[NAMES[rank]]
    return SafeString(tag(label, kind=kind))


def state_tag(item: Item) -> SafeString:
    return SafeString(tag(item.get_state_display(), kind=STATES.get(item.state, "")))


def part_tag(part: Part) -> SafeString:
    return SafeString(tag(part.get_state_display(), kind=PART_STATES[part.state]))


def days_left(due_on: date | None, today: date) -> tuple[str, str]:
    """How long until the deadline, and how it looks."""
    if due_on is None:
        return "", ""
    left = (due_on - today).days
    if left < 0:
        return ngettext("超期 %(n)s 天", "超期 %(n)s 天", -left) % {"n": -left}, "late"
    words = _("今天到期") if left == 0 else ngettext("剩 %(n)s 天", "剩 %(n)s 天", left) % {"n": left}
    return words, "due" if left <= 3 else ""


def items_table(page: Page[Item], *, empty_text: str, export: str = "") -> Table:
    columns = (
        Column("title", _("事项"), note=_note),
        Column("lead", _("牵头单位"), cell=_lead, note=_officer),
        Column("state", _("状态"), cell=_state),
        Column("percent", _("进度"), kind="num", cell=lambda row: f"{row.percent}%"),
        Column("due_on", _("期限"), cell=lambda row: day(row.due_on) if row.due_on else "—"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=export,
        empty=_("这里没有督办事项"),
        empty_text=empty_text,
        row_url=address_of("desk-supervision:item"),
        caption=_("督办事项"),
    )


def parts_table(page: Page[Part], *, empty_text: str) -> Table:
    """What is to be done or to be checked, with how long is left."""
    today = timezone.localdate()

    def left(row: Part) -> Any:
        words, kind = days_left(row.due_on, today) if row.is_with_unit else ("", "")
        return tag(words, kind=kind) if words else "—"

    columns = (
        Column("item.title", _("事项"), note=lambda row: row.task or row.item.organisation.name),
        Column("organisation.name", _("责任单位"), note=lambda row: row.department),
        Column("state", _("状态"), cell=lambda row: format_html("{} {}", part_tag(row), light_tag(row.rank))),
        Column("percent", _("进度"), kind="num", cell=lambda row: f"{row.percent}%"),
        Column("left", _("还剩"), cell=left),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        empty=_("这里没有任务"),
        empty_text=empty_text,
        row_url=address_of("desk-supervision:part"),
        caption=_("任务"),
    )


def cards_table(page: Page[ReportCard]) -> Table:
    columns = (
        Column("title", _("成绩单"), note=lambda row: row.organisation.name),
        Column("cut_off", _("截止日期"), kind="when"),
        Column("at", _("出具时间"), kind="when"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        empty=_("还没有出过成绩单"),
        empty_text=_("选一个截止日期，系统按当天的情况算好各单位的得分，出具后不再改动。"),
        row_url=address_of("desk-supervision:card"),
        caption=_("成绩单"),
    )


def item_lines(rows: Iterable[Item]) -> Iterable[list[Any]]:
    for row in rows:
        lead = _lead_of(row)
        yield [
            row.code,
            row.title,
            row.get_source_display(),
            row.get_state_display(),
            str(LIGHTS[NAMES[row.rank]][1]) if row.state == "assigned" else "",  # type: ignore[attr-defined]
            row.percent,  # type: ignore[attr-defined]
            lead.organisation.name if lead else "",
            lead.department if lead else "",
            lead.officer.name if lead and lead.officer else "",
            row.due_on,
            row.whose,
        ]


def card_lines(rows: Iterable[CardLine]) -> Iterable[list[Any]]:
    for row in rows:
        score = row.score / 100 if row.score is not None else None
        yield [
            row.rank,
            row.organisation.name,
            row.department,
            score,
            *(row.parts, row.percent, row.due, row.on_time, row.accepted),
            *(row.quality, row.innovation, row.reminders, row.yellow, row.red),
        ]


def _lead_of(row: Item) -> Part | None:
    leads: list[Part] = row.leads  # type: ignore[attr-defined]
    return leads[0] if leads else None


def _lead(row: Item) -> str:
    lead = _lead_of(row)
    return lead.organisation.name if lead else "—"


def _officer(row: Item) -> str:
    lead = _lead_of(row)
    return (
        " ".join(filter(None, [lead.department, lead.officer.name if lead.officer else ""])) if lead else ""
    )


def _note(row: Item) -> str:
    return " · ".join(filter(None, [row.code, str(row.get_source_display()), row.whose]))


def _state(row: Item) -> SafeString:
    if row.state != Item.State.ASSIGNED:
        return state_tag(row)
    return light_tag(row.rank)  # type: ignore[attr-defined]
