# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Roster
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table


def rosters(page: Page[Roster]) -> Table:
    return Table(
        columns=[
            Column("file_name", _("名单"), note=lambda row: row.event),
            Column("organisation.name", _("加入的工会")),
            Column("stage", _("进度"), cell=lambda row: row.get_stage_display(), note=_how_far),
            Column("accepted", _("入会人数"), kind="num"),
            Column("refused", _("未导入"), kind="num"),
            Column("by.name", _("经办人")),
            Column("at", _("时间"), kind="when"),
        ],
        rows=page.rows,
        page=page,
        row_url=address_of("desk-rosters:imported"),
        empty=_("还没有导入过名单"),
        empty_text=_("把手头的表格原样上传：先检查，您确认后才写入。"),
        caption=_("导入记录"),
    )


def _how_far(row: Roster) -> str:
    if row.is_at_work:
        return _("%(done)s / %(n)s 行") % {"done": f"{row.decided:,}", "n": f"{row.rows:,}"}
    return _("共 %(n)s 行") % {"n": f"{row.rows:,}"}
