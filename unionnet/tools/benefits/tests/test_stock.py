# SPDX-License-Identifier: Apache-2.0
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.benefits.actions import (
    Delivery,
    Described,
    allocate,
    count_stock,
    describe_item,
    recall,
    sign_for,
    take_in,
)
from unionnet.tools.benefits.models import Consignment, Movement, Stock
from unionnet.tools.benefits.queries import consignments_seen_by, stocks_seen_by, tie_of, to_sign_for
from unionnet.tools.benefits.tests.makers import make_item, make_stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def officer(county: Organisation) -> Person:
    return make_officer(county)


@pytest.fixture
def stock(county: Organisation, officer: Person) -> Stock:
    return make_stock(make_item(county, officer, "慰问品"), county, officer, 100)


def refused(verb: object) -> Refusal:
    with pytest.raises(Refusal) as no:
        verb()  # type: ignore[operator]
    return no.value


def test_money_is_never_an_item_and_a_coupon_names_its_goods(county: Organisation, officer: Person) -> None:
    for name, goods in (("节日现金", ""), ("福利", "超市购物卡 500 元"), ("春节红包", "")):
        no = refused(
            lambda n=name, g=goods: describe_item(county, Described("parcel", n, 100, g), by=officer)
        )
        assert (no.code, no.rule.rule if no.rule else "") == ("no_cash", "FIN-10.never")
    coupon = Described("coupon", "粮油提货券", 20_000)
    assert refused(lambda: describe_item(county, coupon, by=officer)).code == "goods_not_named"
    named = Described("coupon", "粮油提货券", 20_000, "大米 5 kg、菜籽油 5 L")
    assert describe_item(county, named, by=officer) == describe_item(county, named, by=officer)
    dearer = Described("coupon", "粮油提货券", 30_000, "大米 5 kg")
    assert refused(lambda: describe_item(county, dearer, by=officer)).code == "same_name"
    other = make_officer(make_union("别处"))
    assert refused(lambda: describe_item(county, named, by=other)).code == "elsewhere"


def test_a_delivery_sent_twice_is_one(county: Organisation, officer: Person) -> None:
    item, came = make_item(county, officer), Delivery(uuid4(), "2026 中秋", 80, "示范商贸", "工会经费")
    stock = take_in(item, county, came, by=officer)
    assert take_in(item, county, came, by=officer) == stock
    assert (stock.on_hand, Movement.objects.count()) == (80, 1)
    again = Delivery(uuid4(), "2026 中秋", 80)
    assert refused(lambda: take_in(item, county, again, by=officer)).code == "same_label"
    for count in (0, -1, 10**9):
        bad = Delivery(uuid4(), "又一批", count)
        assert refused(lambda b=bad: take_in(item, county, b, by=officer)).code == "no_such_count"


def test_what_is_sent_down_is_on_its_way_until_it_is_signed_for(
    county: Organisation, officer: Person, stock: Stock
) -> None:
    towns = [make_union(name, county) for name in ("双江街道总工会", "南溪镇总工会")]
    keepers = [make_officer(town) for town in towns]
    key = uuid4()
    first, second = allocate(stock, {towns[0]: 30, towns[1]: 20}, key=key, by=officer)
    assert allocate(stock, {towns[0]: 30, towns[1]: 20}, key=key, by=officer) == [first, second]
    stock.refresh_from_db()
    assert (stock.on_hand, stocks_seen_by(keepers[0]).count()) == (50, 0)
    assert list(to_sign_for(keepers[0])) == [first]
    assert not to_sign_for(officer).exists()
    assert refused(lambda: sign_for(first, 30, by=keepers[1])).code == "elsewhere"
    assert refused(lambda: sign_for(first, 31, by=keepers[0])).code == "no_such_count"
    assert refused(lambda: sign_for(first, 28, by=keepers[0])).code == "no_reason"
    signed = sign_for(first, 28, "两箱破损", by=keepers[0])
    assert sign_for(first, 28, "", by=keepers[0]) == signed
    assert (signed.sent, signed.received, signed.note) == (30, 28, "两箱破损")
    assert refused(lambda: sign_for(first, 30, by=keepers[0])).code == "decided"
    lost = Movement.objects.get(to_account="losses")
    assert (lost.quantity, lost.from_account, lost.note) == (2, "transit", "两箱破损")
    assert stocks_seen_by(keepers[0]).get().on_hand == 28
    recall(second, "路断了", by=officer)
    assert refused(lambda: sign_for(second, 20, by=keepers[1])).code == "decided"
    stock.refresh_from_db()
    assert (stock.on_hand, tie_of(stock).is_right) == (70, True)
    assert consignments_seen_by(keepers[0]).get() == first
    told = Entry.objects.filter(fact="benefits.consignment_closed").order_by("pk")
    assert [entry.data["state"] for entry in told] == ["received", "recalled"]


def test_it_goes_down_only_and_never_more_than_there_is(
    county: Organisation, officer: Person, stock: Stock
) -> None:
    town, city = make_union("双江街道总工会", county), make_union("别的县总工会")
    assert refused(lambda: allocate(stock, {city: 1}, key=uuid4(), by=officer)).code == "not_below"
    assert refused(lambda: allocate(stock, {county: 1}, key=uuid4(), by=officer)).code == "not_below"
    assert refused(lambda: allocate(stock, {}, key=uuid4(), by=officer)).code == "not_enough"
    assert refused(lambda: allocate(stock, {town: 101}, key=uuid4(), by=officer)).code == "not_enough"
    assert not Consignment.objects.exists()
    with pytest.raises(IntegrityError, match="on_hand_check"), transaction.atomic():
        Stock.objects.filter(pk=stock.pk).update(on_hand=-1)


def test_counting_writes_the_difference_with_its_reason(officer: Person, stock: Stock) -> None:
    assert refused(lambda: count_stock(stock, 97, key=uuid4(), by=officer)).code == "no_reason"
    key = uuid4()
    taken = count_stock(stock, 97, "受潮三份", key=key, by=officer)
    assert count_stock(stock, 97, "受潮三份", key=key, by=officer) == taken
    count_stock(stock, 99, "找回两份", key=uuid4(), by=officer)
    count_stock(stock, 99, key=uuid4(), by=officer)
    stock.refresh_from_db()
    assert (stock.on_hand, taken.expected, taken.counted) == (99, 100, 97)
    assert Movement.objects.count() == 3
    assert tie_of(stock).is_right
    count_stock(stock, 0, "全部报废", key=uuid4(), by=officer)
    assert tie_of(stock).on_hand == 0
