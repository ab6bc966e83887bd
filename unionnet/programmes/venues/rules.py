# SPDX-License-Identifier: Apache-2.0
"""Why not? Pure questions, asked at the shelf."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.venues.models import Copy, Loan, StockTake


def ruling(rule_id: str, union: Organisation, on: date) -> Ruling:
    return rule(rule_id, where=union.county_code, on=on)


def why_not_lend(copy: Copy | None, held: Loan | None, count: int, most: Ruling) -> Refusal | None:
    """The copy is there, and the reader has not too many."""
    if copy is None or copy.state == Copy.State.REMOVED:
        return Refusal("no_such_copy", _("没有这个登录号的书，请核对书背上的号码。"))
    if held:
        return Refusal(
            "lent_already", _("这本书已借出，应还日期 %(day)s。请先办还书。"), day=f"{held.due_on}"
        )
    if count >= most.value:
        return Refusal("too_many", _("同时最多借 %(n)s 册，请先还一本。"), rule=most.citation, n=most.value)
    return None


def why_not_check(taking: StockTake | None) -> Refusal | None:
    if taking is None or taking.closed_at:
        return Refusal("not_taking_stock", _("盘点还没有开始，或者已经结束。"))
    return None


def why_not_remove(copy: Copy, held: Loan | None) -> Refusal | None:
    if held:
        return Refusal(
            "lent_already", _("这本书已借出，应还日期 %(day)s。请先办还书。"), day=f"{held.due_on}"
        )
    return None


def in_fen(yuan: Any) -> int:
    """Money is whole 分."""
    return int((yuan * 100).to_integral_value()) if yuan else 0
