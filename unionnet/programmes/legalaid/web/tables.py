# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.legalaid.models import Aid
from unionnet.tools.casework.web.tables import standing_of

COLOURS = {
    "asked": "due",
    "incomplete": "",
    "approved": "due",
    "working": "info",
    "done": "ok",
    "refused": "late",
}
EXPORTED = (
    gettext_lazy("编号"),
    gettext_lazy("申请人"),
    gettext_lazy("事项"),
    gettext_lazy("争议事由"),
    gettext_lazy("援助形式"),
    gettext_lazy("紧急情况"),
    gettext_lazy("办理单位"),
    gettext_lazy("状态"),
    gettext_lazy("申请时间"),
    gettext_lazy("审批时间"),
    gettext_lazy("按期审批"),
    gettext_lazy("律师"),
    gettext_lazy("指派时间"),
    gettext_lazy("按期指派"),
    gettext_lazy("结束时间"),
    gettext_lazy("是否满意"),
)


def state_tag(aid: Aid) -> Any:
    return tag(aid.get_state_display(), kind=COLOURS.get(aid.state, ""))


def standing_tag(aid: Aid, now: datetime) -> Any:
    """The clock of the stage it is in; nothing once it is over."""
    return standing_of(aid.case, now) if aid.is_live else ""


def owner_of(aid: Aid) -> str:
    return aid.case.person.name if aid.case.person else aid.case.name


def aids_table(page: Page[Aid], query: QueryDict, now: datetime) -> Table:
    columns = (
        Column("case.title", _("事项"), note=lambda row: f"{row.case.number} · {owner_of(row)}"),
        Column("matter", _("争议事由"), cell=_matter, note=lambda row: row.get_form_display()),
        Column("case.holder.name", _("办理单位"), note=lambda row: row.lawyer.name if row.lawyer else ""),
        Column("state", _("状态"), cell=state_tag),
        Column("case.due_at", _("还剩"), cell=lambda row: standing_tag(row, now)),
        Column("applied_at", _("申请时间"), kind="when"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-legalaid:export')}?{query.urlencode()}",
        empty=_("这里没有法律援助申请"),
        empty_text=_("职工在手机上或扫驿站的码申请，会出现在这里；也可以由工会登记。"),
        row_url=address_of("desk-legalaid:aid"),
        caption=_("法律援助"),
    )


def export_row(row: Aid) -> list[Any]:
    case = row.case
    return [
        *(case.number, owner_of(row), case.title, str(row.get_matter_display())),
        *(str(row.get_form_display()), str(row.get_urgency_display()), case.holder.name),
        *(str(row.get_state_display()), row.applied_at, row.decided_at, _yes(row.decided_in_time)),
        *(row.lawyer.name if row.lawyer else "", row.assigned_at, _yes(row.assigned_in_time)),
        *(row.ended_at, _yes(case.satisfied)),
    ]


def _matter(row: Aid) -> Any:
    urgent = tag(_("紧急"), kind="late") if row.is_urgent and row.is_live else ""
    return format_html("{} {}", tag(row.get_matter_display()), urgent)


def _yes(value: bool | None) -> str:
    return "" if value is None else _("是") if value else _("否")
