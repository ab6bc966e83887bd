# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import at
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import on_behalf_of
from unionnet.tools.benefits.actions import (
    hand_out,
    set_keepers,
    settle,
    sign_merchant,
    use_card,
    withdraw_card,
)
from unionnet.tools.benefits.codes import Shown, code_of, read_code
from unionnet.tools.benefits.models import Merchant, Use, Voucher
from unionnet.tools.benefits.queries import merchants_kept_by, owed, unsettled, vouchers_seen_by
from unionnet.tools.benefits.tests.makers import BY_CODE, NOON, make_benefit, make_card, make_stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("望京街道总工会", region_code="110105")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def keeper() -> Person:
    return make_person("理发师傅")


@pytest.fixture
def voucher(union: Organisation, officer: Person) -> Voucher:
    haircut = make_card(union, officer, "理发卡", entries=2)
    make_stock(haircut, union, officer)
    benefit = make_benefit(union, officer, haircut, title="理发卡")
    hand_out(benefit, union, make_person("韩骑手", union=union), BY_CODE, key=uuid4(), by=officer, at=NOON)
    return Voucher.objects.get()


@pytest.fixture
def shop(union: Organisation, officer: Person, keeper: Person, voucher: Voucher) -> Merchant:
    merchant = sign_merchant(union, "示范理发店", "望京西路", {voucher.item: 2_500}, by=officer)
    return set_keepers(merchant, [keeper], by=officer)


def refused(verb: object) -> str:
    with pytest.raises(Refusal) as no:
        verb()  # type: ignore[operator]
    return no.value.code


def take(shop: Merchant, voucher: Voucher, by: Person, number: int = 0, **more: Any) -> Use:
    shown = Shown(voucher.public_id, number)
    return use_card(shop, shown, by=by, **{"key": uuid4(), "at": NOON, **more})


def test_each_entry_is_used_once_and_what_is_sent_again_is_the_same_use(
    shop: Merchant, voucher: Voucher, keeper: Person
) -> None:
    key = uuid4()
    first = take(shop, voucher, keeper, 1, key=key)
    assert take(shop, voucher, keeper, 1, key=key) == first
    assert refused(lambda: take(shop, voucher, keeper, 1)) == "used"
    second = take(shop, voucher, keeper)
    assert (first.number, second.number, second.price) == (1, 2, 2_500)
    assert refused(lambda: take(shop, voucher, keeper)) == "used_up"
    with pytest.raises(IntegrityError, match="used_no_more_than_its_entries"), transaction.atomic():
        Voucher.objects.update(used=3)


def test_the_code_is_good_for_five_minutes_from_when_it_was_drawn(voucher: Voucher) -> None:
    code = code_of(voucher, at=NOON)
    assert read_code(code, at=NOON + timedelta(minutes=5)) == Shown(voucher.public_id, 1)
    assert refused(lambda: read_code(code, at=NOON + timedelta(minutes=6))) == "code_over"
    assert refused(lambda: read_code(code, at=NOON - timedelta(minutes=2))) == "code_over"
    assert read_code(f" {voucher.public_id} ", at=NOON) == Shown(voucher.public_id)
    for bad in ("", "x", code[:-1], f"{code}\x00", "1" * 5000):
        assert refused(lambda b=bad: read_code(b, at=NOON)) == "no_card"


def test_who_may_take_which_card_and_when(
    shop: Merchant, voucher: Voucher, keeper: Person, officer: Person, union: Organisation
) -> None:
    assert refused(lambda: take(shop, voucher, officer)) == "elsewhere"
    assert refused(lambda: take(shop, voucher, keeper, at=at("2026-09-19 12:00"))) == "not_valid_yet"
    assert refused(lambda: take(shop, voucher, keeper, at=at("2026-12-19 00:30"))) == "expired"
    take(shop, voucher, keeper, at=at("2026-12-18 23:59"))  # the last day here counts, not in Greenwich
    unknown = Shown("2" * 12)
    assert refused(lambda: use_card(shop, unknown, key=uuid4(), by=keeper)) == "no_card"
    gym = make_card(union, officer, "健身卡")
    other = set_keepers(sign_merchant(union, "健身房", "", {gym: 0}, by=officer), [keeper], by=officer)
    assert refused(lambda: take(other, voucher, keeper)) == "not_taken"
    assert refused(lambda: withdraw_card(voucher, "", by=officer)) == "no_reason"
    withdraw_card(voucher, "本人遗失", by=officer, at=NOON)
    assert refused(lambda: take(shop, voucher, keeper)) == "withdrawn"
    assert set(merchants_kept_by(keeper)) == {shop, other}
    set_keepers(shop, [], by=officer)
    assert set(merchants_kept_by(keeper)) == {other}


def test_a_month_is_settled_once_and_a_late_use_is_in_the_next(
    shop: Merchant, voucher: Voucher, keeper: Person, officer: Person
) -> None:
    september, october = date(2026, 9, 1), date(2026, 10, 1)
    assert (
        refused(lambda: settle(shop, september, by=officer, at=at("2026-10-01 09:00"))) == "nothing_to_settle"
    )
    take(shop, voucher, keeper, at=at("2026-09-30 23:59"))
    assert refused(lambda: settle(shop, september, by=officer, at=at("2026-09-30 23:59"))) == "month_not_over"
    paid = settle(shop, september, by=officer, at=at("2026-10-01 00:01"))
    assert (paid.uses, paid.amount) == (1, 2_500)
    take(shop, voucher, keeper, at=at("2026-09-30 23:58"), was_kept=True)  # sent late
    assert settle(shop, september, by=officer, at=at("2026-10-02 09:00")) == paid
    following = settle(shop, october, by=officer, at=at("2026-11-01 09:00"))
    assert (following.uses, owed(unsettled(shop, date(2026, 12, 1))).uses) == (1, 0)
    assert refused(lambda: settle(shop, october, by=make_officer(make_union("别处")))) == "elsewhere"


def test_a_shop_sees_uses_and_a_stranger_nothing(
    shop: Merchant, voucher: Voucher, keeper: Person, officer: Person
) -> None:
    take(shop, voucher, keeper)
    assert vouchers_seen_by(officer).get() == voucher
    assert not vouchers_seen_by(make_officer(make_union("别处"))).exists()
    with on_behalf_of(keeper.pk):
        assert (Use.objects.count(), Voucher.objects.count()) == (1, 0)
    with on_behalf_of(make_person("外人").pk):
        assert not Use.objects.exists()
    with on_behalf_of(voucher.person_id):
        assert (Use.objects.count(), Voucher.objects.count()) == (1, 1)
