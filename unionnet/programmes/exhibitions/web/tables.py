# SPDX-License-Identifier: Apache-2.0
"""Exhibitions and their works, in rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.exhibitions.models import Exhibition, Work
from unionnet.programmes.exhibitions.queries import Turnout

WORK_HEADS = (
    gettext_lazy("次序"),
    gettext_lazy("作品名称"),
    gettext_lazy("类别"),
    gettext_lazy("作者"),
    gettext_lazy("作者单位"),
    gettext_lazy("作者同意展出的日期"),
    gettext_lazy("撤下原因"),
)


def stage(row: Exhibition, today: date) -> SafeString:
    if row.taken_down_at:
        return tag(_("已撤展"))
    if row.published_at is None:
        return tag(_("未发布"), "due")
    if today < row.opens_on:
        return tag(_("未开展"), "info")
    return tag(_("展出中"), "ok") if today <= row.closes_on else tag(_("已闭展"))


def shows(page: Page[Exhibition], today: date) -> Table:
    return Table(
        [
            Column("title", _("展览名称")),
            Column("organisation.name", _("办展工会")),
            Column("pieces", _("作品（件）"), kind="num"),
            Column("persons", _("人数"), kind="num"),
            Column("times", _("人次"), kind="num"),
            Column("opens_on", _("开展日期"), kind="day"),
            Column("closes_on", _("闭展日期"), kind="day"),
            Column("stage", _("状态"), cell=lambda row: stage(row, today)),
        ],
        page,
        page=page,
        row_url=address_of("desk-exhibitions:show"),
        caption=_("作品展"),
        empty=_("还没有作品展"),
        empty_text=_("新建一个展览，加上作品和作者，发布后会员在手机上就能看。"),
    )


def work_stage(work: Work) -> SafeString:
    if work.taken_down_at:
        return tag(_("已撤下"))
    return tag(_("可展出"), "ok") if work.agreed_on else tag(_("待作者同意"), "due")


def lines_of(works: Iterable[Work], turnout: Turnout) -> Iterator[list[Any]]:
    """The works, then how many came."""
    for each in works:
        kind = each.get_kind_display()
        agreed = each.agreed_on or ""
        yield [each.position, each.title, kind, each.author, each.author_unit, agreed, each.reason]
    yield []
    yield [_("人数"), turnout.persons]
    yield [_("人次"), turnout.times]
    for day, times in turnout.days:
        yield [day, times]
