# SPDX-License-Identifier: Apache-2.0
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests.makers import make_deputy, make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Disclosed, Person
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import on_behalf_of
from unionnet.tools.payments.actions import (
    Account,
    approve,
    ask_approval,
    close_batch,
    drop_payment,
    enter_payment,
    name_source,
    open_batch,
    pay_again,
    return_batch,
    take_bank_file,
)
from unionnet.tools.payments.models import FundSource, Payment, PaymentBatch
from unionnet.tools.payments.queries import bank_lines, batches_seen_by, my_payments, sums_of

pytestmark = pytest.mark.django_db
BANK = Account("6222 0202 0202 0202 001", "示范银行云阳支行")


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def second(union: Organisation) -> Person:
    return make_officer(union, role="leader", name="肖主席")


@pytest.fixture
def source(union: Organisation, officer: Person) -> FundSource:
    return name_source(union, "2026 工会帮扶资金", "union", by=officer)


@pytest.fixture
def batch(union: Organisation, officer: Person, source: FundSource) -> PaymentBatch:
    return open_batch(union, "冬季送温暖", "winter", source, key=uuid4(), by=officer)


@pytest.fixture
def worker(union: Organisation) -> Person:
    return make_person("任师傅", union=union)


def refused(verb: object) -> str:
    with pytest.raises(Refusal) as no:
        verb()  # type: ignore[operator]
    return no.value.code


def enter(batch: PaymentBatch, person: Person, by: Person, amount: int = 100_000, **more: Any) -> Payment:
    return enter_payment(batch, person, more.pop("account", BANK), amount, by=by, **more)


def sent(batch: PaymentBatch, officer: Person, second: Person) -> PaymentBatch:
    approve(ask_approval(batch, by=officer), by=second)
    return take_bank_file(batch, "送银行代发", by=officer)


def test_from_the_draft_to_the_voucher_by_two_hands(
    batch: PaymentBatch, officer: Person, second: Person, worker: Person
) -> None:
    line = enter(batch, worker, officer)
    assert enter(batch, worker, officer) == line
    assert refused(lambda: approve(batch, by=second)) == "wrong_state"
    assert refused(lambda: take_bank_file(batch, "送银行代发", by=officer)) == "wrong_state"
    ask_approval(batch, by=officer)
    assert refused(lambda: enter(batch, second, officer)) == "not_draft"
    assert refused(lambda: drop_payment(line, by=officer)) == "not_draft"
    assert refused(lambda: approve(batch, by=officer)) == "own_proposal"
    assert approve(batch, by=second).second == second
    assert refused(lambda: take_bank_file(batch, "x", by=officer)) == "no_reason"
    take_bank_file(batch, "送银行代发", by=officer)
    assert take_bank_file(batch, "送银行代发", by=officer).state == "sent"
    assert list(bank_lines(batch, ["number", "name", "account", "amount"])) == [
        [1, "任师傅", "6222020202020202001", 1000.0]
    ]
    assert Disclosed.objects.filter(person=worker, disclosure__by=officer).count() == 2
    assert refused(lambda: close_batch(batch, " ", {}, by=officer)) == "no_voucher"
    assert refused(lambda: close_batch(batch, "记-7", {9: "户名不符"}, by=officer)) == "no_such_line"
    assert close_batch(batch, "记-7", {}, by=officer).voucher_no == "记-7"
    sums = sums_of(batch)
    assert (sums.persons, sums.live, sums.paid, sums.failed) == (1, 100_000, 100_000, 0)
    assert [row.state for row in my_payments(worker)] == ["paid"]
    states = Entry.objects.filter(fact="payments.batch_moved").order_by("pk")
    assert [entry.data["state"] for entry in states] == ["asked", "approved", "sent", "closed"]


def test_the_account_lies_sealed(batch: PaymentBatch, officer: Person, worker: Person) -> None:
    line = enter(batch, worker, officer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT account, tail FROM payments_payment")
        stored, tail = cursor.fetchone()
    assert b"2020202" not in bytes(stored)
    assert (tail, Payment.objects.get(pk=line.pk).account.open()) == ("2001", "6222020202020202001")


def test_who_may_not_be_the_second_hand(
    union: Organisation, batch: PaymentBatch, officer: Person, second: Person, worker: Person
) -> None:
    other = make_officer(union, name="冉干部")
    enter(batch, worker, officer)
    enter(batch, other, officer)
    ask_approval(batch, by=other)
    assert refused(lambda: approve(batch, by=officer)) == "own_proposal"  # who made it
    assert refused(lambda: approve(batch, by=other)) == "own_proposal"
    assert refused(lambda: approve(batch, by=make_officer(make_union("别处")))) == "elsewhere"
    deputy = make_deputy(second, ["payments.approve"])
    assert refused(lambda: approve(batch, by=deputy)) == "own_hand"
    return_batch(batch, "金额不对", by=second)
    drop_payment(Payment.objects.get(person=worker), by=officer)
    assert ask_approval(batch, by=officer).state == "asked"
    assert refused(lambda: approve(batch, by=other)) == "own_money"
    with pytest.raises(IntegrityError, match="payment_by_two_people"), transaction.atomic():
        PaymentBatch.objects.update(second=officer, state="approved", approved_at="2026-11-22T00:00Z")
    with pytest.raises(IntegrityError, match="nothing_goes_out_unapproved"), transaction.atomic():
        PaymentBatch.objects.update(state="sent")


def test_a_claim_is_paid_once_however_many_batches_it_is_in(
    union: Organisation,
    batch: PaymentBatch,
    source: FundSource,
    officer: Person,
    second: Person,
    worker: Person,
) -> None:
    enter(batch, worker, officer, claim="studyaid:7")
    other = open_batch(union, "又一批", "study", source, key=uuid4(), by=officer)
    assert refused(lambda: enter(other, worker, officer, claim="studyaid:7")) == "paid_already"
    sent(batch, officer, second)
    assert refused(lambda: enter(other, worker, officer, claim="studyaid:7")) == "paid_already"
    close_batch(batch, "记-7", {1: "户名不符"}, by=officer)
    failed = Payment.objects.get()
    assert (failed.state, failed.reason) == ("failed", "户名不符")
    central = name_source(union, "中央专项", "central", by=officer)
    apart = open_batch(union, "中央资金", "study", central, key=uuid4(), by=officer)
    assert refused(lambda: pay_again(failed, apart, BANK, by=officer)) == "other_source"
    again = pay_again(failed, other, Account("6222020202020202999", "示范银行"), by=officer)
    assert (again.replaces, again.claim, again.amount, again.tail) == (failed, failed.claim, 100_000, "2999")
    assert pay_again(failed, other, Account("6222020202020202999", "示范银行"), by=officer) == again
    close_batch(sent(other, officer, second), "记-8", {}, by=officer)
    third = open_batch(union, "第三批", "study", source, key=uuid4(), by=officer)
    assert refused(lambda: pay_again(failed, third, BANK, by=officer)) == "paid_already"
    again.refresh_from_db()
    assert refused(lambda: pay_again(again, third, BANK, by=officer)) == "paid_already"


def test_each_line_is_real_name_and_goes_to_an_account(
    batch: PaymentBatch, officer: Person, worker: Person
) -> None:
    nobody = make_person("未实名", real_name=False)
    assert refused(lambda: enter(batch, nobody, officer)) == "not_real_name"
    for number in ("", "123", "6222-0202-0202", "６２２２０２０２０２０２", "9" * 31):
        assert refused(lambda n=number: enter(batch, worker, officer, account=Account(n, "示范银行"))) == (
            "bad_account"
        )
    for amount in (0, -1, 10**9):
        assert refused(lambda a=amount: enter(batch, worker, officer, a)) == "bad_amount"
    assert refused(lambda: ask_approval(batch, by=officer)) == "empty"


def test_sources_are_not_mixed_and_strangers_see_nothing(
    union: Organisation, batch: PaymentBatch, officer: Person, worker: Person
) -> None:
    town = make_union("双江街道总工会", union)
    theirs = name_source(town, "街道经费", "union", by=officer)
    assert refused(lambda: open_batch(union, "混用", "living", theirs, key=uuid4(), by=officer)) == (
        "other_source"
    )
    enter(batch, worker, officer)
    stranger = make_officer(make_union("别处"))
    assert not batches_seen_by(stranger).exists()
    assert refused(lambda: enter(batch, worker, stranger)) == "elsewhere"
    with on_behalf_of(stranger.pk):
        assert not Payment.objects.exists()
    with on_behalf_of(worker.pk):
        assert Payment.objects.count() == 1
