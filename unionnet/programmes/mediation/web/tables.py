# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from unionnet.foundation.clock import local_date
from unionnet.foundation.rulebook import Ruling
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.foundation.ui.tags.words import money
from unionnet.programmes.mediation.models import Mediation
from unionnet.programmes.mediation.papers import worker_of
from unionnet.programmes.mediation.queries import MonthLine
from unionnet.tools.casework.web.tables import standing_of

COLOURS = {
    "asked": "due",
    "accepted": "info",
    "declined": "late",
    "agreed": "ok",
    "kept": "ok",
    "broken": "late",
    "failed": "",
    "refused": "late",
}
EXPORTED = (
    gettext_lazy("编号"),
    gettext_lazy("申请人"),
    gettext_lazy("几名职工"),
    gettext_lazy("对方单位"),
    gettext_lazy("统一社会信用代码"),
    gettext_lazy("争议事由"),
    gettext_lazy("请求"),
    gettext_lazy("请求金额"),
    gettext_lazy("办理单位"),
    gettext_lazy("状态"),
    gettext_lazy("申请时间"),
    gettext_lazy("受理时间"),
    gettext_lazy("按期决定"),
    gettext_lazy("这一步的期限"),
    gettext_lazy("仲裁时效"),
    gettext_lazy("调解员"),
    gettext_lazy("生效日期"),
    gettext_lazy("协议金额"),
    gettext_lazy("仲裁确认"),
    gettext_lazy("结束时间"),
)
BY_MONTH = (
    gettext_lazy("月份"),
    gettext_lazy("受理工会"),
    gettext_lazy("申请件数"),
    gettext_lazy("受理件数"),
    gettext_lazy("达成协议件数"),
    gettext_lazy("未达成协议件数"),
    gettext_lazy("已履行件数"),
)


def state_tag(mediation: Mediation) -> Any:
    return tag(mediation.get_state_display(), kind=COLOURS.get(mediation.state, ""))


def standing_tag(mediation: Mediation, now: datetime) -> Any:
    """The clock of the stage it is in; nothing once it is over."""
    return standing_of(mediation.case, now) if mediation.is_live else ""


def limit_tag(mediation: Mediation, now: datetime, warn: Ruling) -> Any:
    """When the limitation of arbitration ends soon: yellow within the first number of days, red within the
    second, or when it is over (DM-04)."""
    if mediation.limit_on is None or not mediation.is_live:
        return ""
    left = (mediation.limit_on - local_date(now)).days
    if left > warn.value["days"]:
        return ""
    if left < 0:
        return tag(_("仲裁时效可能已过"), kind="late")
    words = ngettext("仲裁时效剩 %(n)s 天", "仲裁时效剩 %(n)s 天", left) % {"n": left}
    return tag(words, kind="late" if left <= warn.value["soon"] else "due")


def mediations_table(page: Page[Mediation], query: QueryDict, now: datetime, warn: Ruling) -> Table:
    def due(row: Mediation) -> Any:
        return format_html("{} {}", standing_tag(row, now), limit_tag(row, now, warn))

    columns = (
        Column("case.title", _("请求"), note=lambda row: f"{row.case.number} · {worker_of(row)}"),
        Column("employer_called", _("对方单位"), note=lambda row: row.get_matter_display()),
        Column("case.holder.name", _("办理单位"), note=lambda row: row.mediator.name if row.mediator else ""),
        Column("state", _("状态"), cell=state_tag),
        Column("case.due_at", _("还剩"), cell=due),
        Column("applied_at", _("申请时间"), kind="when"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-mediation:export')}?{query.urlencode()}",
        empty=_("这里没有调解"),
        empty_text=_("职工在手机上申请，会出现在这里；口头申请的，由工会当场登记。"),
        row_url=address_of("desk-mediation:mediation"),
        caption=_("劳动争议调解"),
    )


def export_row(row: Mediation) -> list[Any]:
    case = row.case
    in_time = {None: "", True: _("是"), False: _("否")}[row.decided_in_time]
    return [
        *(case.number, worker_of(row), row.workers, row.employer_called, row.employer_code),
        *(str(row.get_matter_display()), case.title, _yuan(row.amount), case.holder.name),
        *(str(row.get_state_display()), row.applied_at, row.decided_at, in_time, case.due_at, row.limit_on),
        *(row.mediator.name if row.mediator else "", row.effect_on, _yuan(row.agreed_amount)),
        *(row.confirmed_on, row.ended_at),
    ]


def months_table(lines: Sequence[MonthLine], export: str) -> Table:
    columns = (
        Column("month", BY_MONTH[0], cell=lambda line: month_of(line.month)),
        Column("union", BY_MONTH[1]),
        Column("asked", BY_MONTH[2], kind="num"),
        Column("accepted", BY_MONTH[3], kind="num"),
        Column("agreed", BY_MONTH[4], kind="num"),
        Column("failed", BY_MONTH[5], kind="num"),
        Column("kept", BY_MONTH[6], kind="num"),
    )
    empty_text = _("有了调解申请，这里按申请的月份和受理工会列出。")
    return Table(columns, lines, export=export, empty=_("还没有调解"), empty_text=empty_text)


def month_row(line: MonthLine) -> list[Any]:
    counts = (line.asked, line.accepted, line.agreed, line.failed, line.kept)
    return [month_of(line.month), line.union, *counts]


def month_of(month: date) -> str:
    return f"{month:%Y-%m}"


def _yuan(cents: int | None) -> str:
    return money(cents) if cents is not None else ""
