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
from unionnet.foundation.ui.parts import Column, Pick, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.foundation.ui.tags.words import fullday, moment
from unionnet.tools.casework.clocks import ends_a_day, last_day, standing
from unionnet.tools.casework.models import LIVE, Case, Dispatch, spoken
from unionnet.tools.casework.queries import TrayLine, lines_of

COLOURS = {
    "received": "due",
    "dispatched": "due",
    "signed": "info",
    "replied": "info",
    "closed": "ok",
    "checked": "ok",
    "archived": "ok",
    "rejected": "late",
    "sent": "due",
    "answered": "due",
    "returned": "late",
}
# With the version the officer sees, so that nothing goes on unread.
PICK = Pick("case", lambda row: f"{row.public_id}.{row.steps}", lambda row: row.title)
EXPORT_COLUMNS = (
    gettext_lazy("编号"),
    gettext_lazy("标题"),
    gettext_lazy("办件类型"),
    gettext_lazy("难易类别"),
    gettext_lazy("来源"),
    gettext_lazy("受理工会"),
    gettext_lazy("办理单位"),
    gettext_lazy("状态"),
    gettext_lazy("派单时间"),
    gettext_lazy("签收时间"),
    gettext_lazy("办理期限"),
    gettext_lazy("答复时间"),
    gettext_lazy("办结时间"),
)


def state_tag(case: Case) -> Any:
    return tag(case.get_state_display(), kind=COLOURS.get(case.state, ""))


def share_tag(share: Dispatch | TrayLine) -> Any:
    return tag(Dispatch.State(share.state).label, kind=COLOURS.get(share.state, ""))


def day_of(due: datetime) -> Any:
    """A deadline as people say it: the last day, not the midnight after it; an hour stays an hour."""
    return fullday(last_day(due)) if ends_a_day(due) else moment(due)


def standing_of(case: Case, now: datetime) -> Any:
    """The clock of a case, as everybody sees it."""
    found = standing(case.due_at, now, paused=case.state == "paused", over=not case.is_open)
    return tag(found.words, kind=found.colour) if found.words else ""


def standing_of_share(share: Dispatch | TrayLine, now: datetime) -> Any:
    """What runs out first for this union."""
    due = share.sign_due_at if share.state == "sent" else share.due_at
    found = standing(due, now, paused=share.is_paused, over=share.state not in LIVE)
    return tag(found.words, kind=found.colour) if found.words else ""


def shares_table(
    page: Page[Dispatch], query: QueryDict, now: datetime, *, empty_text: str, may_pick: bool = False
) -> Table:
    columns = (
        Column("title", _("事项"), note=lambda row: f"{row.number} · {spoken(row.kind)}"),
        Column("unit", _("办理单位"), note=_role),
        Column("state", _("状态"), cell=share_tag),
        Column("due_at", _("还剩"), cell=lambda row: standing_of_share(row, now)),
        Column("sent_at", _("收到时间"), kind="when"),
    )
    return Table(
        columns,
        lines_of(page.rows),
        page=page,
        export=f"{reverse('desk-casework:export')}?{query.urlencode()}",
        empty=_("这里没有办件"),
        empty_text=empty_text,
        row_url=address_of("desk-casework:case"),
        caption=_("办件"),
        pick=PICK if may_pick else None,
    )


def export_row(row: Dispatch) -> list[Any]:
    case = row.case
    return [
        case.number,
        case.title,
        case.kind.label,
        case.grade_label,
        case.get_channel_display(),
        case.organisation.name,
        row.unit.name,
        row.get_state_display(),
        row.sent_at,
        row.signed_at,
        row.due_at,
        row.replied_at,
        row.closed_at,
    ]


def _role(line: TrayLine) -> str:
    if line.sender is None:
        return ""
    if line.is_lead:
        return _("%(name)s派来") % {"name": line.sender}
    return _("为%(name)s协办") % {"name": line.sender}
