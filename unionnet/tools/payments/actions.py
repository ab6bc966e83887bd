# SPDX-License-Identifier: Apache-2.0
"""Verbs of payments: put together, let go by another hand, hand to the bank, write down what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import note_export
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.payments.facts import (
    BankFileTaken,
    BatchMoved,
    BatchOpened,
    PaymentDropped,
    PaymentEntered,
    SourceNamed,
)
from unionnet.tools.payments.models import FundSource, Payment, PaymentBatch
from unionnet.tools.payments.rules import (
    MOVES,
    claimed,
    why_not_approve,
    why_not_ask,
    why_not_enter,
    why_not_manage,
    why_not_source,
)

State = Payment.State


@dataclass(frozen=True)
class Account:
    """Where the money goes: an account of the person's own."""

    number: str
    bank: str


@verb
def name_source(union: Organisation, name: str, kind: str, *, by: Person) -> FundSource:
    """A source of this union. Named twice it is one."""
    if no := why_not_manage(by, union):
        raise no
    source, is_new = FundSource.objects.get_or_create(
        organisation=union, name=one_line(name, 60), defaults={"kind": kind}
    )
    if is_new:
        tell(SourceNamed(source.pk, union.pk), by=by, org_path=union.path)
    return source


@verb
def open_batch(
    union: Organisation, title: str, kind: str, source: FundSource, *, key: UUID, by: Person
) -> PaymentBatch:
    """An empty one. A batch pays from one source."""
    if no := why_not_manage(by, union) or why_not_source(source, union):
        raise no
    if held := PaymentBatch.objects.filter(key=key).first():
        return held
    batch = PaymentBatch.objects.create(
        key=key, organisation=union, title=one_line(title, 60), kind=kind, source=source, made_by=by
    )
    tell(BatchOpened(batch.pk, union.pk), by=by, org_path=union.path)
    return batch


@verb
def enter_payment(
    batch: PaymentBatch,
    person: Person,
    account: Account,
    amount: int,
    *,
    by: Person,
    claim: str = "",
    replaces: Payment | None = None,
    at: datetime | None = None,
) -> Payment:
    """One line more (amount in 分). `claim` names what is paid; left out, it is this person in this batch. Of
    one claim there is one payment, however many batches it is entered in."""
    batch = _locked(batch)
    number = "".join(account.number.split())
    on = local_date(at or database_now())
    if no := why_not_manage(by, batch.organisation) or why_not_enter(batch, person, number, amount, on=on):
        raise no
    claim = claim or f"batch:{batch.pk}:{person.pk}"
    if held := batch.lines.filter(claim=claim, state=State.WAITING, amount=amount, tail=number[-4:]).first():
        return held
    line = Payment(
        batch=batch,
        number=(batch.lines.aggregate(n=Max("number"))["n"] or 0) + 1,
        person=person,
        claim=claim,
        amount=amount,
        account=number,
        tail=number[-4:],
        bank=one_line(account.bank, 60),
        replaces=replaces,
    )
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError as twice:
        raise claimed() from twice
    fact = PaymentEntered(line.pk, batch.pk, person.pk)
    tell(fact, by=by, org_path=batch.organisation.path)
    return line


@verb
def drop_payment(line: Payment, *, by: Person) -> Payment:
    """Take a line out of a batch that nobody has approved yet. Twice is once."""
    batch = _locked(line.batch)
    line = batch.lines.get(pk=line.pk)
    if no := why_not_manage(by, batch.organisation):
        raise no
    if line.state == State.DROPPED:
        return line
    if batch.state != PaymentBatch.State.DRAFT:
        raise Refusal("not_draft", _("批次已经提交，不能再改；请先由审批人退回。"))
    line.state = State.DROPPED
    line.save(update_fields=["state"])
    tell(PaymentDropped(line.pk, batch.pk), by=by, org_path=batch.organisation.path)
    return line


@verb
def ask_approval(batch: PaymentBatch, *, by: Person) -> PaymentBatch:
    """The first hand. From here on no line changes."""
    batch = _locked(batch)
    if no := why_not_manage(by, batch.organisation) or why_not_ask(batch, by):
        raise no
    return _moved(batch, "ask", by=by, asked_by=by, note="")


@verb
def approve(batch: PaymentBatch, *, by: Person, at: datetime | None = None) -> PaymentBatch:
    """The second hand: another person."""
    at = at or database_now()
    batch = _locked(batch)
    if no := why_not_approve(batch, by, on=local_date(at)):
        raise no
    return _moved(batch, "approve", by=by, second=by, approved_at=at)


@verb
def return_batch(batch: PaymentBatch, reason: str, *, by: Person, at: datetime | None = None) -> PaymentBatch:
    """The second hand says what is to be mended."""
    batch = _locked(batch)
    if no := why_not_approve(batch, by, on=local_date(at or database_now())):
        raise no
    reason = one_line(reason, 200)
    if len(reason) < 2:
        raise Refusal("no_reason", _("请写明退回的原因。"))
    return _moved(batch, "return", by=by, note=reason)


@verb
def take_bank_file(
    batch: PaymentBatch, reason: str, *, by: Person, at: datetime | None = None
) -> PaymentBatch:
    """The approved lines go to the bank. Taken again it is the same file; each time everybody on it can read
    who took it and what for."""
    at = at or database_now()
    batch = _locked(batch)
    if no := why_not_manage(by, batch.organisation):
        raise no
    if len(reason.strip()) < 4:
        raise Refusal("no_reason", _("请写明用途，至少 4 个字，名单上的人会看到。"))
    if batch.state != PaymentBatch.State.SENT:
        _moved(batch, "send", by=by, sent_at=at)
        batch.lines.filter(state=State.WAITING).update(state=State.SENT)
    people = batch.lines.filter(state=State.SENT).values_list("person", flat=True)
    note_export(people, by=by, what=batch.title, reason=reason)
    tell(BankFileTaken(batch.pk, len(people)), by=by, org_path=batch.organisation.path)
    return batch


@verb
def close_batch(
    batch: PaymentBatch,
    voucher_no: str,
    failed: Mapping[int, str],
    *,
    by: Person,
    at: datetime | None = None,
) -> PaymentBatch:
    """What the bank answered: lines by their number that came back, and why; all others are paid."""
    batch = _locked(batch)
    if no := why_not_manage(by, batch.organisation):
        raise no
    voucher_no = one_line(voucher_no, 40)
    if not voucher_no:
        raise Refusal("no_voucher", _("请填写记账凭证号。"))
    lines = {line.number: line for line in batch.lines.filter(state=State.SENT)}
    if unknown := sorted(set(failed) - set(lines)):
        words = _("批次里没有这些序号：%(numbers)s")
        raise Refusal("no_such_line", words, numbers="、".join(map(str, unknown)))
    _moved(batch, "close", by=by, voucher_no=voucher_no, closed_at=at or database_now())
    for number, reason in failed.items():
        back = lines[number]
        back.state, back.reason = State.FAILED, one_line(reason, 200) or _("银行退回")
        back.save(update_fields=["state", "reason"])
    batch.lines.filter(state=State.SENT).update(state=State.PAID)
    return batch


@verb
def pay_again(
    failed: Payment, batch: PaymentBatch, account: Account, *, by: Person, at: datetime | None = None
) -> Payment:
    """What the bank sent back, corrected, in a batch of the same source: the same claim and amount."""
    failed = Payment.objects.select_related("batch", "person").get(pk=failed.pk)
    if failed.state != State.FAILED:
        raise claimed()
    if batch.source_id != failed.batch.source_id:
        raise Refusal("other_source", _("要用原来的资金来源重新发放，不能混用。"))
    return enter_payment(
        batch, failed.person, account, failed.amount, by=by, claim=failed.claim, replaces=failed, at=at
    )


def _moved(batch: PaymentBatch, move: str, *, by: Person, **changes: object) -> PaymentBatch:
    batch.state = MOVES.after(batch.state, move)
    for name, value in changes.items():
        setattr(batch, name, value)
    batch.save(update_fields=["state", *changes])
    tell(BatchMoved(batch.pk, batch.state), by=by, org_path=batch.organisation.path)
    return batch


def _locked(batch: PaymentBatch) -> PaymentBatch:
    rows = PaymentBatch.objects.select_for_update(of=["self"])
    return rows.select_related("organisation", "source").get(pk=batch.pk)
