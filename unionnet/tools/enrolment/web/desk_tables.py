# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.tools.enrolment.models import Offer

EXPORT_COLUMNS = (
    gettext_lazy("名称"),
    gettext_lazy("主办工会"),
    gettext_lazy("方式"),
    gettext_lazy("名额"),
    gettext_lazy("已报"),
    gettext_lazy("待确认"),
    gettext_lazy("待抽签"),
    gettext_lazy("候补"),
    gettext_lazy("开始报名"),
    gettext_lazy("截止报名"),
    gettext_lazy("活动开始"),
    gettext_lazy("取消原因"),
)
STAGES = {
    "soon": (gettext_lazy("未开始"), "info"),
    "open": (gettext_lazy("报名中"), "ok"),
    "closed": (gettext_lazy("已截止"), ""),
    "cancelled": (gettext_lazy("已取消"), "late"),
}


def offers_table(page: Page[Offer], at: datetime, query: QueryDict) -> Table:
    """What, when, how full."""

    def stage(offer: Offer) -> Any:
        label, kind = STAGES[offer.stage_at(at)]
        return tag(label, kind=kind)

    def fill(offer: Offer) -> str:
        return f"{offer.taken} / {offer.size}"

    def rest(offer: Offer) -> str:
        if offer.awaits_draw:
            return _("待抽签 %(entered)s") % {"entered": offer.entered}
        return _("候补 %(waiting)s · 待确认 %(held)s") % {"waiting": offer.waiting, "held": offer.held}

    columns = (
        Column("title", _("项目"), note=lambda offer: offer.organisation.name),
        Column("stage", _("状态"), cell=stage),
        Column("mode", _("方式"), cell=lambda offer: offer.get_mode_display()),
        Column("fill", _("已报 / 名额"), kind="num", cell=fill, note=rest),
        Column("opens_at", _("开始报名"), kind="when", sort="opens_at"),
        Column("closes_at", _("截止报名"), kind="when", sort="closes_at"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-enrolment:export')}?{query.urlencode()}",
        empty=_("没有符合条件的项目"),
        empty_text=_("换一个条件，或新建项目。"),
        row_url=address_of("desk-enrolment:offer"),
        caption=_("报名项目"),
    )


def export_row(offer: Offer) -> list[Any]:
    return [
        offer.title,
        offer.organisation.name,
        offer.get_mode_display(),
        offer.size,
        offer.taken,
        offer.held,
        offer.entered,
        offer.waiting,
        timezone.localtime(offer.opens_at),
        timezone.localtime(offer.closes_at),
        timezone.localtime(offer.starts_at) if offer.starts_at else None,
        offer.cancel_reason,
    ]
