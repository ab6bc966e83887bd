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
from unionnet.programmes.letters.models import Letter
from unionnet.programmes.letters.queries import state_of
from unionnet.tools.casework.clocks import standing

EXPORTED = (
    gettext_lazy("文种"),
    gettext_lazy("文号"),
    gettext_lazy("发文工会"),
    gettext_lazy("用人单位"),
    gettext_lazy("统一社会信用代码"),
    gettext_lazy("主送"),
    gettext_lazy("送达时间"),
    gettext_lazy("回执"),
    gettext_lazy("答复期限"),
    gettext_lazy("答复时间"),
    gettext_lazy("状态"),
    gettext_lazy("还剩"),
)


def state_tag(letter: Letter) -> Any:
    words, colour = state_of(letter)
    return tag(words, kind=colour)


def standing_tag(letter: Letter, now: datetime) -> Any:
    """The clock of the answer, as every clock looks."""
    found = standing(letter.due_at, now, over=not letter.is_waiting)
    return tag(found.words, kind=found.colour) if found.words else ""


def letters_table(page: Page[Letter], query: QueryDict, now: datetime) -> Table:
    columns = (
        Column("employer.name", _("用人单位"), note=lambda row: row.employer.uscc),
        Column("kind", _("文种"), cell=lambda row: row.get_kind_display(), note=lambda row: row.number),
        Column("organisation.name", _("发文工会")),
        Column("state", _("状态"), cell=state_tag),
        Column("due_at", _("还剩"), cell=lambda row: standing_tag(row, now)),
        Column("at", _("拟文时间"), kind="when"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-letters:export')}?{query.urlencode()}",
        empty=_("这里没有一函两书"),
        empty_text=_("从办件页面或这里发提示函；没有按期答复或改正的，再发意见书、建议书。"),
        row_url=address_of("desk-letters:letter"),
        caption=_("一函两书"),
    )


def export_row(row: Letter, now: datetime) -> list[Any]:
    return [
        *(str(row.get_kind_display()), row.number, row.organisation.name, row.employer.name),
        *(row.employer.uscc, row.to, row.delivered_at, row.receipt, row.due_at, row.answered_at),
        *(state_of(row)[0], standing(row.due_at, now, over=not row.is_waiting).words),
    ]
