# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Tab, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.foundation.ui.tags.words import fullday, mask
from unionnet.programmes.letters.models import Dismissal
from unionnet.programmes.letters.papers import opened
from unionnet.programmes.letters.queries import DismissalCounts

COLOURS = {"told": "due", "agreed": "", "objected": "info", "ended": "ok"}
EXPORTED = (
    gettext_lazy("用人单位"),
    gettext_lazy("统一社会信用代码"),
    gettext_lazy("答复的工会"),
    gettext_lazy("职工姓名"),
    gettext_lazy("解除的依据"),
    gettext_lazy("怎样得知"),
    gettext_lazy("得知日期"),
    gettext_lazy("解除日期"),
    gettext_lazy("状态"),
    gettext_lazy("工会答复时间"),
    gettext_lazy("违反的规定"),
    gettext_lazy("单位的处理结果"),
    gettext_lazy("书面告知日期"),
)


def state_tag(row: Dismissal) -> Any:
    if row.state == Dismissal.State.ENDED:
        kind = "late" if row.result == Dismissal.Result.UPHELD else "ok"
        return tag(row.get_result_display(), kind=kind)
    return tag(row.get_state_display(), kind=COLOURS[row.state])


def left_tag(row: Dismissal, today: date) -> Any:
    """How many days until it takes effect, while the union has not answered; red from its last day on."""
    if row.state != Dismissal.State.TOLD:
        return ""
    days = (row.effective_on - today).days
    colour = "late" if today >= row.answer_by else ""
    if days < 0:
        return tag(pgettext("dismissal", "已到解除日期"), kind=colour)
    words = ngettext("%(n)s 天后解除", "%(n)s 天后解除", days) % {"n": days}
    return tag(words if days else pgettext("dismissal", "今天解除"), kind=colour)


def veiled(row: Dismissal) -> str:
    """The worker's name as a list shows it."""
    return mask(opened(row.name), "name")


def tray_tabs(counts: DismissalCounts, chosen: str) -> list[Tab]:
    trays = (
        ("told", pgettext("dismissal", "待工会答复"), counts.told),
        ("objected", pgettext("dismissal", "待单位书面结果"), counts.objected),
        ("all", _("全部"), counts.all),
    )
    return [Tab(label, f"?tray={tray}", count, on=tray == chosen) for tray, label, count in trays]


def dismissals_table(page: Page[Dismissal], query: QueryDict, today: date) -> Table:
    columns = (
        Column("employer.name", _("用人单位"), note=lambda row: row.employer.uscc),
        Column("name", _("职工姓名"), cell=veiled),
        Column("ground", _("解除的依据"), cell=lambda row: row.get_ground_display()),
        Column("effective_on", _("解除日期"), cell=lambda row: fullday(row.effective_on)),
        Column("state", _("状态"), cell=state_tag),
        Column("answer_by", _("还剩"), cell=lambda row: left_tag(row, today)),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-letters:dismissals-export')}?{query.urlencode()}",
        empty=_("这里没有解除通知"),
        empty_text=_("单位单方解除劳动合同，应当事先将理由通知工会；收到通知就登记在这里。"),
        row_url=address_of("desk-letters:dismissal"),
        caption=_("解除通知"),
    )


def export_row(row: Dismissal) -> list[Any]:
    """Without the words of either side; the name as a list shows it."""
    return [
        *(row.employer.name, row.employer.uscc, row.organisation.name, veiled(row)),
        *(str(row.get_ground_display()), str(row.get_told_display()), row.told_on, row.effective_on),
        *(str(row.get_state_display()), row.answered_at, row.broken),
        *(str(row.get_result_display()), row.result_on),
    ]
