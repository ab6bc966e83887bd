# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.reach.models import Message
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag


def _state(message: Message) -> Any:
    words = {"draft": (_("草稿"), ""), "spreading": (_("发送中"), "due"), "spread": (_("已发送"), "ok")}
    return tag(*words[message.state])


def _columns() -> list[Column]:
    return [
        Column("title", _("标题"), note=lambda row: row.organisation.name),
        Column("state", _("状态"), kind="tag", cell=_state),
        Column("people", _("应发人数"), kind="num", sort="people"),
        Column("reached", _("送达人数"), kind="num"),
        Column("read", _("已读人数"), kind="num"),
        Column("sender.name", _("发送人")),
        Column("created_at", _("起草时间"), kind="when"),
    ]


def message_table(page: Page[Message]) -> Table:
    """The list of the desk."""
    return Table(
        _columns(),
        page.rows,
        page=page,
        export=reverse("desk-reach:export"),
        empty=_("还没有发过通知"),
        empty_text=_("写一条，先看人数再发出。"),
        row_url=address_of("desk-reach:message"),
        caption=_("群发通知"),
    )


def message_sheet(found: QuerySet[Message]) -> HttpResponseBase:
    """The same list in Excel."""
    heads = [
        _("标题"),
        _("工会"),
        _("应发人数"),
        _("送达人数"),
        _("已读人数"),
        _("发送人"),
        _("起草时间"),
        _("发送时间"),
    ]
    rows = (
        (
            row.title,
            row.organisation.name,
            row.people,
            row.reached,
            getattr(row, "read", None) or 0,
            row.sender.name,
            row.created_at,
            row.confirmed_at,
        )
        for row in found.order_by("-created_at", "-id").iterator(excel.AT_ONCE)
    )
    return excel.workbook(heads, rows, name=_("群发通知"))


def state_choices() -> list[tuple[str, str]]:
    """For the filter."""
    return [("draft", _("草稿")), ("spreading", _("发送中")), ("spread", _("已发送"))]
