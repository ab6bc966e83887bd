# SPDX-License-Identifier: Apache-2.0
"""What was signed for by mistake goes back: the goods to the shelf, the person to the queue, the receipt into
the story."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.benefits.actions import hand_out, revoke
from unionnet.tools.benefits.models import Benefit, Movement, Receipt, Stock, Voucher
from unionnet.tools.benefits.queries import given_of, members_for, mine, signed_for, ties
from unionnet.tools.benefits.tests.makers import BY_CODE, NOON, make_benefit, make_card, make_item, make_stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("外卖配送行业工会联合会", kind="sectoral_federation")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def rider(union: Organisation) -> Person:
    return make_person("韩骑手", union=union)


def made(union: Organisation, officer: Person, **terms: Any) -> Benefit:
    items = make_item(union, officer), make_card(union, officer)
    for item in items:
        make_stock(item, union, officer, 10)
    return make_benefit(union, officer, *items, **terms)


def handed(benefit: Benefit, person: Person, by: Person, **more: Any) -> Receipt:
    return hand_out(benefit, benefit.organisation, person, BY_CODE, key=uuid4(), by=by, at=NOON, **more)[0]


def back(receipt: Receipt, by: Person, reason: str = "点错了人") -> list[Receipt]:
    benefit = receipt.content.benefit
    return revoke(benefit, receipt.organisation, receipt.person, reason, key=receipt.key, by=by, at=NOON)


def code_of(no: pytest.ExceptionInfo[Refusal]) -> str:
    return no.value.code


def test_it_goes_back_whole_and_may_be_given_again(
    union: Organisation, officer: Person, rider: Person
) -> None:
    benefit = made(union, officer)
    receipt = handed(benefit, rider, officer)
    rows = back(receipt, officer)
    assert [(row.revoke_reason, row.revoked_by_id, row.number) for row in rows] == [
        ("点错了人", officer.pk, 1)
    ] * 2
    tie = ties(Stock.objects.all())
    assert (tie.is_right, tie.on_hand, tie.signed_for, tie.came, tie.went) == (True, 20, 0, 22, 2)
    assert Voucher.objects.get().withdrawn_at == NOON
    assert [(each.persons, each.times) for each in given_of(benefit, officer)] == [(0, 0)] * 2
    assert rider.pk in members_for(benefit, union).values_list("person", flat=True)
    assert mine(rider, NOON).waiting == [benefit]
    assert len(mine(rider, NOON).had) == 2  # the story keeps them
    assert [row.pk for row in back(receipt, officer, "再点一次")] == [row.pk for row in rows]
    assert Movement.objects.filter(from_account="persons").count() == 2
    assert Entry.objects.filter(fact="benefits.hand_out_revoked").count() == 1
    again = handed(benefit, rider, officer)
    assert (again.number, ties(Stock.objects.all()).on_hand) == (1, 18)
    assert [each.person for each in signed_for(benefit, union, 9)] == [rider]


def test_the_lowest_free_number_is_taken(union: Organisation, officer: Person, rider: Person) -> None:
    benefit = made(union, officer, per_person=3)
    first, second, third = (handed(benefit, rider, officer) for _time in range(3))
    assert (first.number, second.number, third.number) == (1, 2, 3)
    back(second, officer)
    back(first, officer)
    assert [handed(benefit, rider, officer).number for _time in range(2)] == [1, 2]
    with pytest.raises(Refusal) as no:
        handed(benefit, rider, officer)
    assert code_of(no) == "received"


def test_a_counter_that_sends_it_late_does_not_give_it_again(
    union: Organisation, officer: Person, rider: Person
) -> None:
    benefit = made(union, officer)
    receipt = handed(benefit, rider, officer)
    back(receipt, officer)
    with pytest.raises(Refusal) as no:
        hand_out(benefit, union, rider, BY_CODE, key=receipt.key, by=officer, at=NOON)
    assert code_of(no) == "revoked"
    assert not Receipt.objects.filter(revoked_at=None).exists()


def test_what_keeps_it_from_going_back(union: Organisation, officer: Person, rider: Person) -> None:
    receipt = handed(made(union, officer), rider, officer)
    for by, reason, code in (
        (make_officer(make_union("别处工会")), "点错了人", "elsewhere"),
        (officer, " ", "no_reason"),
    ):
        with pytest.raises(Refusal) as no:
            back(receipt, by, reason)
        assert code_of(no) == code
    with pytest.raises(Refusal) as no:
        revoke(receipt.content.benefit, union, officer, "点错了人", key=receipt.key, by=officer)
    assert code_of(no) == "nothing_to_revoke"
    Voucher.objects.update(used=1)
    with pytest.raises(Refusal) as no:
        back(receipt, officer)
    assert code_of(no) == "card_used"
    with pytest.raises(IntegrityError, match="revoked_by_somebody"), transaction.atomic():
        Receipt.objects.filter(pk=receipt.pk).update(revoked_at=NOON)


def test_the_counter_takes_it_back_and_the_member_reads_why(
    client: Client, union: Organisation, officer: Person, rider: Person
) -> None:
    now = database_now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    benefit = made(union, officer, **times)
    receipt = hand_out(benefit, union, rider, BY_CODE, key=uuid4(), by=officer)[0]
    desk, at = sign_in(client, officer), f"/desk/benefits/{benefit.public_id}/at/{union.public_id}"
    card = str(Membership.objects.get(person=rider).card_no)
    assert "收回发错的" in text_of(desk.get(at, {"code": card}))
    said = {"code": card, "key": str(receipt.key)}
    assert "请写明收回的原因" in text_of(desk.post(f"{at}/revocation", said, follow=True))
    page = text_of(desk.post(f"{at}/revocation", {**said, "reason": "点错了人"}, follow=True))
    assert "已收回，东西记回库存；韩骑手 可以重新领取。" in page
    assert "已收回：点错了人" in text_of(desk.get(f"/desk/benefits/{benefit.public_id}"))
    assert "收回发错的" not in text_of(desk.get(at, {"code": card}))
    phone = sign_in(Client(), rider)
    assert "已收回：点错了人" in text_of(phone.get("/benefits/"))
    (row, _card) = phone.get("/api/v1/me/receipts").json()["items"]
    assert (row["revoke_reason"], row["revoked_at"] is None) == ("点错了人", False)
