# SPDX-License-Identifier: Apache-2.0
"""How periods and returns are drawn as lists, and what their exports hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.tools.returns.models import FirmLine, Period, Return

KINDS = {
    "to_fill": "due",
    "filled": "info",
    "sent": "info",
    "returned": "late",
    "accepted": "ok",
    "sealed": "ok",
}
RETURN_HEADS = (
    gettext_lazy("工会"),
    gettext_lazy("上级工会"),
    gettext_lazy("状态"),
    gettext_lazy("报送时间"),
    gettext_lazy("退回理由"),
)


def state_tag(found: Return) -> Any:
    return tag(found.get_state_display(), kind=KINDS[found.state])


def days_left(due_on: date, today: date) -> tuple[str, str]:
    """How long until the deadline, and how it looks."""
    left = (due_on - today).days
    if left < 0:
        return ngettext("超期 %(n)s 天", "超期 %(n)s 天", -left) % {"n": -left}, "late"
    words = _("今天到期") if left == 0 else ngettext("剩 %(n)s 天", "剩 %(n)s 天", left) % {"n": left}
    return words, "due" if left <= 2 else ""


def returns_table(page: Page[Return], *, empty_text: str, of_one_form: bool = False) -> Table:
    """Of many forms, or the units of one period."""
    today = timezone.localdate()

    def left(row: Return) -> Any:
        if not row.is_with_unit or row.period.is_sealed:
            return ""
        words, kind = days_left(row.period.due_on, today)
        return tag(words, kind=kind)

    title = Column("period.form.title", _("报表"), note=lambda row: row.period.key)
    columns = (
        *(() if of_one_form else (title,)),
        Column("organisation.name", _("工会"), note=lambda row: row.note),
        Column("state", _("状态"), cell=state_tag),
        Column("left", _("还剩"), cell=left),
        Column("sent_at", _("报送时间"), kind="when"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        empty=_("这里没有报表"),
        empty_text=empty_text,
        row_url=address_of("desk-returns:return"),
        caption=_("统计填报"),
    )


def return_line(row: Return) -> list[Any]:
    above = row.organisation.parent
    return [
        row.organisation.name,
        above.name if above else "",
        row.get_state_display(),
        row.sent_at,
        row.note,
    ]


def firms_table(page: Page[Any], *, caption: str, of_many: bool = False) -> Table:
    """Lines of firms beside the names of the register; `of_many` says which union wrote each."""

    def name(row: FirmLine) -> Any:
        return row.registered if row.is_named_otherwise else ""  # type: ignore[attr-defined]

    def state(row: FirmLine) -> Any:
        if row.code_is_wrong:
            return tag(_("代码有误，没有计数"), kind="late")
        if row.is_named_otherwise:  # type: ignore[attr-defined]
            return tag(_("名称与登记不同"), kind="due")
        return tag(_("已在册"), kind="ok") if row.registered else ""  # type: ignore[attr-defined]

    union = Column("of.organisation.name", _("工会"), note=lambda row: row.of.period.key)
    columns = (
        Column("name", _("单位名称"), note=lambda row: row.occasion),
        Column("uscc", _("统一社会信用代码")),
        Column("registered", _("登记的名称"), cell=name),
        Column("state", _("核对"), cell=state),
        *((union,) if of_many else ()),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        empty=_("名单是空的"),
        row_url=(lambda row: reverse("desk-returns:firms", args=[row.of.public_id])) if of_many else None,
        caption=caption,
    )


def periods_table(page: Page[Any]) -> Table:
    """Each with how many of how many have sent theirs."""

    def state(row: Period) -> Any:
        if row.is_sealed:
            return tag(_("已封存"), kind="ok")
        return tag(_("收表中"), kind="info")

    columns = (
        Column("form.title", _("报表"), note=lambda row: row.form.organisation.name),
        Column("key", _("报告期")),
        Column("sent", _("已报的工会"), kind="num", cell=lambda row: f"{row.sent} / {row.units}"),
        Column("due_on", _("报送期限"), kind="when"),
        Column("state", _("状态"), cell=state),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        empty=_("还没有下发过报表"),
        empty_text=_("编好指标、选好填报范围，一次下发给辖区内的工会。"),
        row_url=address_of("desk-returns:period"),
        caption=_("统计填报"),
    )
