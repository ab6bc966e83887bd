# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.incidents.models import Incident
from unionnet.tools.casework.clocks import Standing, is_in_time, standing

EXPORTED = (
    gettext_lazy("工会"),
    gettext_lazy("演练"),
    gettext_lazy("事件级别"),
    gettext_lazy("事件类别"),
    gettext_lazy("发现时间"),
    gettext_lazy("报告时限"),
    gettext_lazy("报告时间"),
    gettext_lazy("按时报告"),
    gettext_lazy("状态"),
    gettext_lazy("结束时间"),
)
COLOURS = {"larger": "due", "major": "late", "grave": "late"}


def level_tag(incident: Incident) -> Any:
    return tag(incident.get_level_display(), kind=COLOURS.get(incident.level, ""))


def state_of(incident: Incident) -> tuple[str, str]:
    """(words, colour)"""
    if incident.is_open:
        return pgettext("incident", "处置中"), "info"
    if incident.is_settled:
        return pgettext("incident", "已结案"), "ok"
    return pgettext("incident", "不是事件"), ""


def report_standing(incident: Incident, now: datetime) -> Standing:
    """The clock of the report: still running, made, made too late; nothing where nobody need be told."""
    if incident.report_due_at is None or (incident.reported_at is None and not incident.is_open):
        return Standing("")
    if incident.reported_at is None:
        return standing(incident.report_due_at, now)
    if is_in_time(incident.report_due_at, incident.reported_at):
        return Standing(_("已按时报告"), "ok")
    return Standing(_("报告超时"), "late")


def incidents_table(
    page: Page[Incident], titles: dict[int, tuple[str, str]], query: QueryDict, now: datetime
) -> Table:
    """The words of an incident only where the reader may open its case."""

    def shown(row: Incident) -> str:
        return titles[row.case_id][0] if row.case_id in titles else str(row.get_sort_display())

    def state(row: Incident) -> Any:
        words, colour = state_of(row)
        return tag(words, kind=colour)

    def clock(row: Incident) -> Any:
        seen = report_standing(row, now)
        return tag(seen.words, kind=seen.colour) if seen.words else ""

    def address(row: Incident) -> str:
        return reverse("desk-casework:case", args=[titles[row.case_id][1]]) if row.case_id in titles else ""

    columns = (
        Column("case_id", _("事件"), cell=shown, note=lambda row: row.organisation.name),
        Column("level", _("事件级别"), cell=level_tag, note=lambda row: str(row.get_sort_display())),
        Column("found_at", _("发现时间"), kind="when"),
        Column("report_due_at", _("向网信部门报告"), cell=clock),
        Column("ended_at", _("状态"), cell=state),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-incidents:export')}?{query.urlencode()}",
        empty=_("这里没有事件"),
        empty_text=_("发现异常就登记：从发现时起计时，谁负责什么按分工通知到人。"),
        row_url=address,
        caption=_("网络安全事件"),
    )


def export_row(row: Incident) -> list[Any]:
    in_time = ""
    if row.reported_at and row.report_due_at:
        in_time = _("是") if is_in_time(row.report_due_at, row.reported_at) else _("否")
    return [
        *(row.organisation.name, _("是") if row.is_drill else _("否"), str(row.get_level_display())),
        *(str(row.get_sort_display()), row.found_at, row.report_due_at, row.reported_at, in_time),
        *(state_of(row)[0], row.ended_at),
    ]
