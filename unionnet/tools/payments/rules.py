# SPDX-License-Identifier: Apache-2.0
"""Who puts a batch together, who lets it go, and what a line must have."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.countersigning import needs_second, why_not_for_another
from unionnet.directory.people.models import Person
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.tools.payments.models import FundSource, Payment, PaymentBatch

State = PaymentBatch.State
MOST_LINES = 5_000
SHORTEST, LONGEST = 10, 30  # digits of an account
MOVES = Moves({
    # move       from            to
    "ask":      ({"draft"},      "asked"),
    "return":   ({"asked"},      "draft"),
    "approve":  ({"asked"},      "approved"),
    "send":     ({"approved"},   "sent"),
    "close":    ({"sent"},       "closed"),
})  # fmt: skip


def why_not_manage(by: Person, union: Organisation) -> Refusal | None:
    if not by.may("payments.manage", union.path):
        return Refusal("elsewhere", _("这里的资金发放由%(name)s办理。"), name=union.name)
    return None


def why_not_source(source: FundSource, union: Organisation) -> Refusal | None:
    if source.organisation_id != union.pk:
        return Refusal("other_source", _("这项资金不属于%(name)s，不能混用。"), name=union.name)
    return None


def why_not_enter(
    batch: PaymentBatch, person: Person, account: str, amount: int, *, on: date
) -> Refusal | None:
    """A line is real-name and goes to an account (HW-13)."""
    if batch.state != State.DRAFT:
        return Refusal("not_draft", _("批次已经提交，不能再改；请先由审批人退回。"))
    if not person.is_real_name:
        ruling = rule("HW-13.real_name", where=batch.organisation.county_code, on=on)
        words = _("资金只发给实名的本人，请先完成实名登记。")
        return Refusal("not_real_name", words, rule=ruling.citation)
    if not (account.isascii() and account.isdigit() and SHORTEST <= len(account) <= LONGEST):
        return Refusal("bad_account", _("银行账号应为 10 到 30 位数字，请对照银行卡核对。"))
    if not 0 < amount <= 100_000_000:
        return Refusal("bad_amount", _("金额请填 0.01 到 1000000 元。"))
    if batch.lines.count() >= MOST_LINES:
        return Refusal("too_many", _("一个批次最多 5000 笔，请分批办理。"))
    return None


def claimed() -> Refusal:
    return Refusal("paid_already", _("这一笔已在发放或已经到账，不能重复发放。"))


def why_not_ask(batch: PaymentBatch, by: Person) -> Refusal | None:
    if by.stands_in:
        return why_not_for_another()
    if not batch.lines.filter(state=Payment.State.WAITING).exists():
        return Refusal("empty", _("批次里还没有要发放的人。"))
    return None


def why_not_approve(batch: PaymentBatch, by: Person, *, on: date) -> Refusal | None:
    """The second hand (SE-02): another person, in their own post, to whom nothing of it is paid."""
    union = batch.organisation
    if by.stands_in:
        return why_not_for_another()
    if not by.may("payments.approve", union.path):
        return Refusal("elsewhere", _("这个批次由%(name)s或上级工会审批。"), name=union.name)
    if by.pk in (batch.asked_by_id, batch.made_by_id):
        ruling = needs_second(union.county_code, on)
        return Refusal("own_proposal", _("自己提出的发放要由另一个人审批。"), rule=ruling.citation)
    if batch.lines.filter(person=by, state=Payment.State.WAITING).exists():
        return Refusal("own_money", _("批次里有发给您本人的资金，请由另一位审批。"))
    return None
