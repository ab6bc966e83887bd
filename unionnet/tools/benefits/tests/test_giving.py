# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.places.tests.makers import at
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import on_behalf_of
from unionnet.tools.benefits.actions import (
    Signed,
    end_benefit,
    hand_out,
    hand_out_all,
    list_people,
)
from unionnet.tools.benefits.models import Benefit, Movement, Receipt, Voucher
from unionnet.tools.benefits.queries import (
    Handing,
    benefits_seen_by,
    given_of,
    members_for,
    mine,
    receipts_seen_by,
    tie_of,
    why_not_receive,
)
from unionnet.tools.benefits.tests.makers import BY_CODE, NOON, make_benefit, make_card, make_item, make_stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("外卖配送行业工会联合会", kind="sectoral_federation")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def give(benefit: Benefit, person: Person, by: Person, union: Organisation | None = None, **more: Any) -> str:
    try:
        moment = more.pop("at", NOON)
        hand_out(benefit, union or benefit.organisation, person, BY_CODE, key=uuid4(), by=by, at=moment)
    except Refusal as no:
        return no.code
    return "given"


def test_each_content_once_with_its_card_and_the_stock_ties(union: Organisation, officer: Person) -> None:
    parcel, card = make_item(union, officer), make_card(union, officer)
    stocks = [make_stock(item, union, officer, 10) for item in (parcel, card)]
    benefit, rider, key = (
        make_benefit(union, officer, parcel, card),
        make_person("韩骑手", union=union),
        uuid4(),
    )
    receipts = hand_out(benefit, union, rider, BY_CODE, key=key, by=officer, at=NOON)
    assert [each.content.item.name for each in receipts] == ["入会礼包", "健身卡"]
    assert hand_out(benefit, union, rider, BY_CODE, key=key, by=officer, at=NOON) == receipts
    assert give(benefit, rider, officer) == "received"
    fitness = Voucher.objects.get()
    assert (fitness.person, fitness.entries, fitness.left) == (rider, 12, 12)
    assert (fitness.valid_from, fitness.valid_until) == (date(2026, 9, 20), date(2026, 12, 18))
    for stock in stocks:
        tie = tie_of(stock)
        assert (tie.on_hand, tie.handed_out, tie.signed_for, tie.is_right) == (9, 1, 1, True)
    assert Entry.objects.filter(fact="benefits.handed_out").get().data["count"] == 1
    assert [(each.persons, each.on_hand) for each in given_of(benefit, officer)] == [(1, 9), (1, 9)]
    assert len(mine(rider, NOON).cards) == 1
    assert list(mine(rider, NOON).waiting) == []


def test_one_per_person_stands_in_the_database_too(union: Organisation, officer: Person) -> None:
    item = make_item(union, officer)
    make_stock(item, union, officer)
    benefit, rider = make_benefit(union, officer, item), make_person("韩骑手", union=union)
    hand_out(benefit, union, rider, BY_CODE, key=uuid4(), by=officer, at=NOON)
    held = Receipt.objects.get()
    held.pk = None
    with pytest.raises(IntegrityError, match="each_has_it_once"), transaction.atomic():
        held.save()
    held.number = 2
    with pytest.raises(IntegrityError, match="no_more_than_the_cap"), transaction.atomic():
        held.save()


def test_each_no_says_why(union: Organisation, officer: Person) -> None:
    item, rider = make_item(union, officer), make_person("韩骑手", union=union, tags=("food_delivery_rider",))
    town = make_union("一片区工会", union)
    make_stock(item, union, officer, 1)

    def answer(person: Person = rider, moment: Any = NOON, **terms: Any) -> str:
        benefit = make_benefit(union, officer, item, **terms)
        no = why_not_receive(person, benefit, union, at=moment)
        assert give(benefit, person, officer, at=moment) == (no.code if no else "given")
        return no.code if no else "given"

    assert answer(moment=at("2026-08-31 12:00")) == "not_open_yet"
    assert answer(moment=at("2026-12-01 09:00")) == "closed"
    assert answer(person=make_person("路人")) == "members_only"
    assert answer(open_to=town) == "not_yours"
    assert answer(any_tags=("courier",)) == "other_people"
    assert answer(joined_from=date(2026, 4, 1)) == "joined_other_days"
    assert answer(joined_until=date(2019, 4, 1)) == "joined_other_days"
    assert answer(by_list=True) == "not_on_list"
    assert answer(any_tags=("food_delivery_rider",), joined_from=date(2019, 1, 1)) == "given"
    assert answer() == "none_left"
    ended = make_benefit(union, officer, item)
    end_benefit(ended, by=officer)
    assert give(ended, rider, officer) == "ended"


def test_a_list_and_so_many_times(union: Organisation, officer: Person) -> None:
    tea, rider = (
        make_item(union, officer, "凉茶", kind="season", value=300),
        make_person("韩骑手", union=union),
    )
    make_stock(tea, union, officer)
    benefit = make_benefit(union, officer, tea, by_list=True, per_person=3, occasion="season")
    assert list_people(benefit, [rider.pk, rider.pk], by=officer) == 1
    assert list_people(benefit, [rider.pk], by=officer) == 0
    assert [give(benefit, rider, officer) for _ in range(4)] == ["given", "given", "given", "received"]
    assert list(Receipt.objects.order_by("pk").values_list("number", flat=True)) == [1, 2, 3]


def test_a_list_alone_says_who(union: Organisation, officer: Person) -> None:
    item, part = make_item(union, officer), make_union("一片区工会", union)
    make_stock(item, union, officer)
    benefit = make_benefit(union, officer, item, by_list=True, open_to=part)
    guests = [make_person("路人"), make_person("别会会员", union=make_union("别镇总工会"))]
    assert [give(benefit, guest, officer) for guest in guests] == ["not_on_list"] * 2
    list_people(benefit, [guest.pk for guest in guests], by=officer)
    assert [[each.pk for each in mine(guest, NOON).waiting] for guest in guests] == [[benefit.pk]] * 2
    assert [give(benefit, guest, officer) for guest in guests] == ["given"] * 2
    assert [mine(guest, NOON).waiting for guest in guests] == [[], []]


def test_the_limits_of_the_province_are_asked_before_anything_is_given(officer: Person) -> None:
    union = make_union("合肥市总工会", kind="city_federation", region_code="340100")
    by, member = make_officer(union), make_person("任师傅", union=union)
    rice, oil = (make_item(union, by, name, value=value) for name, value in (("米", 80_000), ("油", 60_000)))
    for item in (rice, oil):
        make_stock(item, union, by)
    spring = {"occasion": "festival", "festival": "spring"}
    moon = {"occasion": "festival", "festival": "mid_autumn"}
    assert give(make_benefit(union, by, rice, **spring), member, by) == "given"
    assert give(make_benefit(union, by, oil, **moon), member, by) == "given"  # 1,400 of 1,500 yuan
    third = make_benefit(union, by, oil, **moon, title="国庆慰问")
    no = why_not_receive(member, third, union, at=NOON)
    assert no is not None
    assert (no.code, no.rule.rule if no.rule else "") == ("over_year", "FIN-11.limits")
    assert "1,500.00" in str(no)
    assert give(third, member, by, at=NOON) == "over_year"
    dear = make_item(union, by, "大礼包", value=150_001)
    with pytest.raises(Refusal) as too_dear:
        make_benefit(union, by, dear, **spring)
    assert too_dear.value.code == "over_once"
    cake = make_item(union, by, "蛋糕", value=30_001)
    with pytest.raises(Refusal) as too_sweet:
        make_benefit(union, by, cake, occasion="birthday")
    assert too_sweet.value.rule is not None
    assert too_sweet.value.rule.rule == "FIN-12.limits"


def test_so_many_festivals_a_year_where_the_pack_says_so() -> None:
    union = make_union("西安市总工会", kind="city_federation", region_code="610100")
    by, member = make_officer(union), make_person("任师傅", union=union)
    item = make_item(union, by, "点心", value=1_000)
    make_stock(item, union, by)
    year = {"opens_at": at("2025-01-01 09:00"), "closes_at": at("2027-12-01 09:00"), "occasion": "festival"}
    names = ("spring", "labour_day", "mid_autumn", "national_day")
    benefits = [make_benefit(union, by, item, festival=name, **year) for name in names]
    assert [give(each, member, by) for each in benefits] == ["given", "given", "given", "over_times"]
    again = make_benefit(union, by, item, festival="spring", title="春节第二份", **year)
    assert give(again, member, by) == "given"
    assert give(benefits[3], member, by, at=at("2027-01-01 00:00")) == "given"


def test_from_the_shelf_of_the_union_below_and_the_oldest_batch_first(
    officer: Person, union: Organisation
) -> None:
    below = make_union("一片区工会", union)
    keeper, rider = make_officer(below), make_person("韩骑手", union=below)
    item = make_item(union, officer)
    make_stock(item, below, keeper, 1, "新")
    benefit = make_benefit(union, officer, item)
    assert list(benefits_seen_by(keeper)) == [benefit]
    assert give(benefit, rider, officer, make_union("别处")) == "elsewhere"
    assert give(benefit, rider, keeper, union) == "elsewhere"
    assert give(benefit, rider, keeper, below) == "given"
    assert give(benefit, make_person("别人", union=below), keeper, below) == "none_left"
    assert receipts_seen_by(keeper).count() == receipts_seen_by(officer).count() == 1
    with on_behalf_of(make_person("外人").pk):
        assert not Receipt.objects.exists()
    with on_behalf_of(rider.pk):
        assert Receipt.objects.count() == 1


def test_a_whole_list_is_one_statement_and_stops_where_the_shelf_is_empty(
    union: Organisation, officer: Person
) -> None:
    item = make_item(union, officer)
    first, second = (make_stock(item, union, officer, 3, label) for label in ("甲", "乙"))
    people = [make_person(f"骑手{n}", union=union) for n in range(8)]
    benefit, key = make_benefit(union, officer, item), uuid4()
    assert members_for(benefit, union).count() == 9  # the officer too
    with CaptureQueriesContext(connection) as few:
        answers = hand_out_all(
            benefit, union, [Handing(p.pk, key) for p in people], Signed("desk"), by=officer, at=NOON
        )
    assert len(few) <= 10
    assert answers == ["given"] * 6 + ["none_left"] * 2
    assert sorted(Movement.objects.filter(to_account="persons").values_list("from_stock", "quantity")) == [
        (first.pk, 3),
        (second.pk, 3),
    ]
    assert hand_out_all(
        benefit, union, [Handing(people[0].pk, key)], Signed("desk"), by=officer, at=NOON
    ) == ["again"]
    assert members_for(benefit, union).count() == 3
    with pytest.raises(IntegrityError, match="signed_on_something"), transaction.atomic():
        Receipt.objects.update(via="paper")


def test_who_joined_when_is_the_day_here_not_in_greenwich(union: Organisation, officer: Person) -> None:
    item = make_item(union, officer)
    make_stock(item, union, officer)
    rider = make_person("韩骑手", union=union)
    Membership.objects.filter(person=rider).update(decided_at=at("2026-09-10 00:30"))
    early = make_benefit(union, officer, item, joined_until=date(2026, 9, 9))
    assert give(early, rider, officer) == "joined_other_days"
    that_day = make_benefit(union, officer, item, joined_from=date(2026, 9, 10))
    assert rider in [row.person for row in members_for(that_day, union)]
    assert [each.pk for each in mine(rider, NOON).waiting] == [that_day.pk]
    assert list(mine(rider, NOON + timedelta(days=99)).waiting) == []
    assert give(that_day, rider, officer) == "given"
