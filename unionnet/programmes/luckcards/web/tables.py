# SPDX-License-Identifier: Apache-2.0
"""Collections and their pictures, in rows."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.luckcards.models import Collection, Marker
from unionnet.tools.benefits.web.raffle_tables import STAGES


def stage(row: Collection, at: datetime) -> SafeString:
    words, kind = STAGES[row.raffle.stage_at(at)]
    return tag(str(words), kind)


def collections(page: Page[Collection], at: datetime) -> Table:
    return Table(
        [
            Column("raffle.title", _("名称")),
            Column("raffle.organisation.name", _("主办工会")),
            Column("raffle.last_number", _("参与人次"), kind="num"),
            Column("raffle.opens_at", _("开始"), kind="when"),
            Column("raffle.closes_at", _("截止"), kind="when"),
            Column("stage", _("状态"), cell=lambda row: stage(row, at)),
        ],
        page,
        page=page,
        row_url=address_of("desk-luckcards:collection"),
        caption=_("集福卡"),
        empty=_("还没有集福卡活动"),
        empty_text=_("先把礼品入库，再新建活动：设几种福卡，写明集齐换什么。"),
    )


def markers(page: Page[Marker]) -> Table:
    return Table(
        [
            Column("label", _("贴在哪里")),
            Column("code", _("编码")),
            Column("at", _("做好时间"), kind="when"),
            Column("ended_at", _("状态"), cell=_state),
            Column("poster", _("打印"), cell=_poster),
        ],
        page,
        page=page,
        caption=_("福图"),
        empty=_("还没有福图"),
        empty_text=_("写明贴在哪里，就能打印一张；每处一张，停用时互不影响。"),
    )


def _state(row: Marker) -> SafeString:
    return tag(_("已停用")) if row.ended_at else tag(_("使用中"), "ok")


def _poster(row: Marker) -> SafeString:
    address = reverse("desk-luckcards:poster", args=[row.public_id])
    return format_html('<a class="link" href="{}">{}</a>', address, _("打印福图"))
