# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.feedback.models import Feedback
from unionnet.tools.casework.web.tables import standing_of, state_tag

EXPORTED = (
    gettext_lazy("编号"),
    gettext_lazy("意见"),
    gettext_lazy("方面"),
    gettext_lazy("不署名"),
    gettext_lazy("意见箱"),
    gettext_lazy("办理单位"),
    gettext_lazy("状态"),
    gettext_lazy("提出时间"),
    gettext_lazy("任务"),
    gettext_lazy("任务状态"),
    gettext_lazy("是否满意"),
    gettext_lazy("公开时间"),
)


def feedback_table(page: Page[Feedback], query: QueryDict, now: datetime) -> Table:
    columns = (
        Column("case.title", _("意见"), note=lambda row: row.case.number),
        Column("topic", _("方面"), cell=lambda row: row.get_topic_display()),
        Column("case.holder.name", _("办理单位")),
        Column("case.state", _("状态"), cell=lambda row: state_tag(row.case), note=_task),
        Column("case.due_at", _("还剩"), cell=lambda row: _standing(row, now)),
        Column("case.satisfied", _("评价"), cell=_rating),
        Column("said_at", _("提出时间"), kind="when"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-feedback:export')}?{query.urlencode()}",
        empty=_("意见箱里还没有意见"),
        empty_text=_("职工在手机上或扫驿站的码提意见，会出现在这里。"),
        row_url=address_of("desk-feedback:feedback"),
        caption=_("意见建议"),
    )


def export_row(row: Feedback) -> list[Any]:
    case, item = row.case, row.item
    return [
        *(case.number, case.title, str(row.get_topic_display()), _("是") if row.is_unnamed else ""),
        *(case.organisation.name, case.holder.name, str(case.get_state_display()), row.said_at),
        *((item.title, str(item.get_state_display())) if item else ("", "")),
        *(_said(case.satisfied), row.shown_at),
    ]


def _task(row: Feedback) -> str:
    return _("任务：%(state)s") % {"state": row.item.get_state_display()} if row.item else ""


def _standing(row: Feedback, now: datetime) -> Any:
    return standing_of(row.case, now) if row.case.is_open else ""


def _rating(row: Feedback) -> Any:
    satisfied = row.case.satisfied
    return "" if satisfied is None else tag(_said(satisfied), kind="ok" if satisfied else "late")


def _said(satisfied: bool | None) -> str:
    return "" if satisfied is None else _("满意") if satisfied else _("不满意")
