# SPDX-License-Identifier: Apache-2.0
"""What of a file goes out as a sheet: who came, and what was paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from unionnet.tools.activities.models import Attendee
from unionnet.tools.activities.queries import Folder

Lines = tuple[list[str], Iterator[list[Any]]]


def attendee_lines(rows: Iterable[Attendee]) -> Lines:
    head = [_("序号"), _("场次"), _("姓名"), _("单位"), _("签到方式"), _("签到时间")]

    def lines() -> Iterator[list[Any]]:
        for number, row in enumerate(rows, start=1):
            who = [number, row.session.number, row.shown_name, row.shown_unit]
            yield [*who, row.get_via_display(), timezone.localtime(row.at)]

    return head, lines()


def money_lines(folder: Folder) -> Lines:
    """报销清单: the budget line by line, below each the vouchers."""
    head = [_("支出类别"), _("用途"), _("预算（元）"), _("收款单位"), _("凭证号"), _("付款日期")]
    head += [_("支出（元）")]

    def lines() -> Iterator[list[Any]]:
        for each in folder.budget:
            what = [str(each.of.name) if each.of else each.line.code, each.line.what]
            yield [*what, each.line.planned / 100, "", "", None, each.spent / 100]
            for paid in folder.expenses:
                if paid.line_id == each.line.pk:
                    yield [*what, None, paid.payee, paid.voucher_no, paid.spent_on, paid.amount / 100]
        yield [_("合计"), "", folder.money.planned / 100, "", "", None, folder.money.spent / 100]

    return head, lines()
