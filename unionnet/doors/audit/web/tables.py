# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.doors.audit.queries import Line, lines_of
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table


def journal_table(page: Page[Entry], query: str) -> Table:
    return Table(
        [
            Column("at", _("时间"), kind="when"),
            Column("who", _("操作人"), cell=_who),
            Column("union", _("工会")),
            Column("fact", _("事项"), note=lambda row: row.app),
            Column("about", _("编号")),
        ],
        list(lines_of(page.rows)),
        page=page,
        export=f"{reverse('desk-audit:export')}?{query}",
        caption=_("操作日志"),
        empty=_("这段时间没有找到记录"),
        empty_text=_("放宽时间或条件再查；一次最多查一个月。"),
    )


def heads() -> list[str]:
    return [_("序号"), _("时间"), _("操作人"), _("工会"), _("应用"), _("事项"), _("编号")]


def line(entries: Iterable[Entry]) -> Iterator[list[Any]]:
    for row in lines_of(entries):
        yield [row.pk, row.at, _who(row), row.union, row.app, row.fact, row.about]


def _who(row: Line) -> str:
    if row.behalf:
        return _("%(who)s（代%(behalf)s）") % {"who": row.who, "behalf": row.behalf}
    return row.who or _("系统")
