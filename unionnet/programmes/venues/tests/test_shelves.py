# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from tests.makers import make_officer, make_person, make_union
from tests.races.ground import in_parallel
from tests.settling import deliver_everything
from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.sweeps import load
from unionnet.programmes.venues.actions import (
    begin_stock_take,
    catalogue,
    close_stock_take,
    lend,
    open_shelf,
    remind,
    remove_copy,
    return_copy,
    see_copies,
)
from unionnet.programmes.venues.models import Copy, Loan, Shelf

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def officer() -> Person:
    return make_officer(make_union("榆北煤业工会"))


@pytest.fixture
def shelf(officer: Person) -> Shelf:
    made = open_shelf(officer.roles.get().organisation, "矿区职工书屋", by=officer)
    catalogue(made, "平凡的世界", ["A001", "A002"], author="路遥", by=officer)
    catalogue(made, "煤矿安全规程", ["B001", "B002", "B003"], by=officer)
    return made


def reader(shelf: Shelf, name: str = "林晓") -> Person:
    return make_person(name, union=shelf.organisation)


def test_a_book_goes_out_and_comes_back(shelf: Shelf, officer: Person) -> None:
    lin = reader(shelf)
    loan = lend(shelf, "A001", lin, by=officer, at=NOW)
    assert (loan.copy.number, f"{loan.due_on}") == ("A001", "2026-04-01")
    assert lend(shelf, "A001", lin, by=officer, at=NOW) == loan
    with pytest.raises(Refusal, match="这本书已借出，应还日期 2026-04-01"):
        lend(shelf, "A001", reader(shelf, "小王"), by=officer, at=NOW)
    assert return_copy(shelf, " A001 ", by=officer, at=NOW + timedelta(days=3)).person == lin
    with pytest.raises(Refusal, match="没有借出"):
        return_copy(shelf, "A001", by=officer)
    assert lend(shelf, "A001", reader(shelf, "小李"), by=officer, at=NOW).returned_at is None


def test_three_books_at_a_time(shelf: Shelf, officer: Person) -> None:
    lin = reader(shelf)
    for number in ("A001", "B001", "B002"):
        lend(shelf, number, lin, by=officer, at=NOW)
    with pytest.raises(Refusal, match="同时最多借 3 册") as no:
        lend(shelf, "B003", lin, by=officer, at=NOW)
    assert no.value.rule is not None
    assert no.value.rule.rule == "VE-02.most_loans"
    with pytest.raises(Refusal, match="没有这个登录号"):
        lend(shelf, "Z999", lin, by=officer, at=NOW)


def test_a_copy_has_one_living_loan_whoever_writes(shelf: Shelf, officer: Person) -> None:
    loan = lend(shelf, "A001", reader(shelf), by=officer, at=NOW)
    loan.pk = None
    with pytest.raises(IntegrityError, match="one_living_loan_a_copy"), transaction.atomic():
        loan.save(force_insert=True)


def _lend(shelf: Shelf, person: Person, officer: Person) -> str:
    try:
        lend(shelf, "A001", person, by=officer, at=NOW)
        return "lent"
    except Refusal as no:
        return no.code


@pytest.mark.django_db(transaction=True)
def test_two_desks_lend_one_copy_once(shelf: Shelf, officer: Person) -> None:
    tasks = [partial(_lend, shelf, reader(shelf, f"读者{n}"), officer) for n in range(4)]
    assert sorted(in_parallel(tasks, threads=4)) == ["lent", "lent_already", "lent_already", "lent_already"]


def test_a_number_is_given_once(shelf: Shelf, officer: Person) -> None:
    with pytest.raises(Refusal, match="登录号已用过：A001"):
        catalogue(shelf, "另一本", ["A001", "C001"], by=officer)
    assert Copy.objects.filter(number="C001").count() == 0


def test_the_yearly_check_says_what_is_seen_lent_and_missing(shelf: Shelf, officer: Person) -> None:
    lend(shelf, "A002", reader(shelf), by=officer, at=NOW)
    taking = begin_stock_take(shelf, by=officer, at=NOW)
    assert begin_stock_take(shelf, by=officer, at=NOW) == taking
    assert see_copies(taking, ["A001", "B001", "B001", "X777"], by=officer) == ["X777"]
    closed = close_stock_take(taking, by=officer, at=NOW)
    assert (closed.seen, closed.lent, closed.missing) == (2, 1, 2)
    missing = Copy.objects.filter(state="missing").order_by("number")
    assert [each.number for each in missing] == ["B002", "B003"]
    with pytest.raises(Refusal, match="已经结束"):
        see_copies(taking, ["B002"], by=officer)
    lend(shelf, "B002", reader(shelf, "小王"), by=officer, at=NOW)  # here it is after all
    assert Copy.objects.get(number="B002").state == "kept"
    assert remove_copy(Copy.objects.get(number="B003"), by=officer).state == "removed"


@pytest.mark.django_db(transaction=True)
def test_readers_are_reminded_once(shelf: Shelf, officer: Person) -> None:
    load()
    lin = reader(shelf)
    lend(shelf, "A001", lin, by=officer, at=NOW)
    assert remind(at=NOW + timedelta(days=26)) == 0
    assert remind(at=NOW + timedelta(days=27)) == 1
    assert remind(at=NOW + timedelta(days=28)) == 0
    deliver_everything()
    assert Notice.objects.get(person=lin).kind == "booking.loan_due"
    assert Loan.objects.get().reminded_on is not None
