# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.foundation.clock import local_date
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.proposals.models import Event, Proposal, Reply, Stage
from unionnet.programmes.proposals.rules import reply_of
from unionnet.tools.casework.web.tables import standing_of

COLOURS = {
    Stage.TO_CONSULT: "due",
    Stage.TO_REPLY: "due",
    Stage.TO_JUDGE: "info",
    Stage.AGAIN: "late",
    Stage.SATISFIED: "ok",
    Stage.UNSATISFIED: "late",
}
EXPORTED = (
    gettext_lazy("编号"),
    gettext_lazy("所提意见"),
    gettext_lazy("提出人身份"),
    gettext_lazy("视察或协商"),
    gettext_lazy("活动日期"),
    gettext_lazy("承办工会"),
    gettext_lazy("状态"),
    gettext_lazy("任务"),
    gettext_lazy("任务状态"),
    gettext_lazy("协商日期"),
    gettext_lazy("答复文号"),
    gettext_lazy("答复日期"),
    gettext_lazy("评价"),
)


def stage_tag(row: Any) -> Any:
    stage = Stage(row.stage)
    return tag(stage.label, kind=COLOURS.get(stage, ""))


def proposals_table(page: Page[Proposal], query: QueryDict, now: datetime) -> Table:
    columns = (
        Column("case.title", _("所提意见"), note=lambda row: row.participant.get_role_display()),
        Column("event", _("视察或协商"), cell=lambda row: row.participant.event.activity.title, note=_day),
        Column("stage", _("状态"), cell=stage_tag, note=_numbers),
        Column("item", _("任务"), cell=_task),
        Column(
            "case.due_at",
            _("还剩"),
            cell=lambda row: standing_of(row.case, now) if row.case.is_open else "",
        ),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-proposals:export')}?{query.urlencode()}",
        empty=_("还没有代表委员意见"),
        empty_text=_("先登记一次视察或协商，再把代表委员提的意见一条条记下来。"),
        row_url=address_of("desk-proposals:proposal"),
        caption=_("代表委员意见"),
    )


def events_table(page: Page[Event]) -> Table:
    columns = (
        Column("activity.title", _("视察或协商"), note=lambda row: row.get_kind_display()),
        Column("activity.starts_at", _("时间"), kind="when"),
        Column("activity.organisation.name", _("承办工会")),
        Column("people", _("参加人数"), kind="num"),
        Column("proposals", _("所提意见"), kind="num"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        empty=_("还没有视察和协商"),
        empty_text=_("登记一次活动，记下谁参加、提了什么意见。"),
        row_url=address_of("desk-proposals:event"),
        caption=_("视察和协商"),
    )


def export_row(row: Any) -> list[Any]:
    event, case, item = row.participant.event, row.case, row.item
    talks, replies = list(row.consultations.all()), replies_of(row)
    return [
        *(case.number, case.title, str(row.participant.get_role_display()), event.activity.title),
        *(local_date(event.activity.starts_at), case.organisation.name, str(Stage(row.stage).label)),
        *((item.title, str(item.get_state_display())) if item else ("", "")),
        "、".join(talk.held_on.isoformat() for talk in talks),
        "、".join(str(reply.number) for reply in replies),
        "、".join(local_date(reply.at).isoformat() for reply in replies),
        "、".join(judged(reply) for reply in replies if reply.satisfied is not None),
    ]


def replies_of(row: Proposal) -> list[Reply]:
    """In their order; asked with the row (`queries.proposals_seen_by`)."""
    return [reply for talk in row.consultations.all() if (reply := reply_of(talk))]


def judged(reply: Reply) -> str:
    return _("满意") if reply.satisfied else _("不满意")


def _day(row: Any) -> str:
    return local_date(row.participant.event.activity.starts_at).isoformat()


def _numbers(row: Any) -> str:
    return "、".join(str(reply.number) for reply in replies_of(row))


def _task(row: Any) -> str:
    return str(row.item.get_state_display()) if row.item else ""
