# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.tools.submissions.models import DocumentNumber, Submission

KINDS = {
    "draft": "",
    "sent": "due",
    "reviewed": "due",
    "on_notice": "info",
    "returned": "late",
    "approved": "ok",
    "refused": "late",
    "withdrawn": "",
    "revoked": "late",
}
EXPORT_COLUMNS = (
    gettext_lazy("标题"),
    gettext_lazy("类型"),
    gettext_lazy("报送工会"),
    gettext_lazy("批复工会"),
    gettext_lazy("状态"),
    gettext_lazy("现在由谁办理"),
    gettext_lazy("请示文号"),
    gettext_lazy("报送时间"),
    gettext_lazy("办理期限"),
    gettext_lazy("批复文号"),
    gettext_lazy("批复日期"),
)
NUMBER_COLUMNS = (
    gettext_lazy("文号"),
    gettext_lazy("发文工会"),
    gettext_lazy("标题"),
    gettext_lazy("空号原因"),
    gettext_lazy("登记人"),
    gettext_lazy("登记时间"),
)


def state_tag(submission: Submission) -> Any:
    return tag(submission.get_state_display(), kind=KINDS[submission.state])


def days_left(submission: Submission, today: date) -> tuple[str, str]:
    """How long until the deadline, and how it looks."""
    if submission.due_on is None:
        return "", ""
    left = (submission.due_on - today).days
    if left < 0:
        return ngettext("超期 %(n)s 天", "超期 %(n)s 天", -left) % {"n": -left}, "late"
    words = _("今天到期") if left == 0 else ngettext("剩 %(n)s 天", "剩 %(n)s 天", left) % {"n": left}
    return words, "due" if left <= 2 else ""


def submissions_table(page: Page[Submission], query: QueryDict, *, empty_text: str) -> Table:
    today = timezone.localdate()

    def left(row: Submission) -> Any:
        words, kind = days_left(row, today)
        return tag(words, kind=kind) if words else ""

    columns = (
        Column("title", _("事项"), note=lambda row: row.kind.label),
        Column("sender.name", _("报送工会")),
        Column("state", _("状态"), cell=state_tag, note=lambda row: row.holder.name),
        Column("left", _("还剩"), cell=left),
        Column("sent_at", _("报送时间"), kind="when"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-submissions:export')}?{query.urlencode()}",
        empty=_("这里没有文件"),
        empty_text=empty_text,
        row_url=address_of("desk-submissions:submission"),
        caption=_("请示批复"),
    )


def export_row(row: Submission) -> list[Any]:
    return [
        row.title,
        row.kind.label,
        row.sender.name,
        row.decider.name,
        row.get_state_display(),
        row.holder.name,
        str(row.number or ""),
        row.sent_at,
        row.due_on,
        str(row.reply_number or ""),
        row.decided_on,
    ]


def numbers_table(page: Page[DocumentNumber], query: QueryDict) -> Table:
    def use(row: DocumentNumber) -> Any:
        return row.subject or tag(_("空号"), kind="due")

    columns = (
        Column("number", _("文号"), cell=str, note=lambda row: row.letterhead.organisation.name),
        Column("subject", _("标题"), cell=use, note=lambda row: row.gap_reason),
        Column("by.name", _("登记人")),
        Column("at", _("登记时间"), kind="when"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-submissions:numbers-xlsx')}?{query.urlencode()}",
        empty=_("还没有发过文号"),
        empty_text=_("批复请示时会按顺序发号，每个号都记在这里。"),
        caption=_("发文字号"),
    )


def number_row(row: DocumentNumber) -> list[Any]:
    return [str(row), row.letterhead.organisation.name, row.subject, row.gap_reason, row.by.name, row.at]
