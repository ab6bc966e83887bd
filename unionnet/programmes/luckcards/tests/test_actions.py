# SPDX-License-Identifier: Apache-2.0
"""Tries are earned, cards collected, given and exchanged: each once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.drill.recompute import differences
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.luckcards.actions import (
    call_back,
    collect,
    exchange,
    exchange_all,
    offer_card,
    put_up,
    take_card,
    take_down,
)
from unionnet.programmes.luckcards.models import Collection, Exchange, Parting
from unionnet.programmes.luckcards.queries import cards_of, hand_of
from unionnet.programmes.luckcards.tests.makers import make_cards, make_collection, make_marker
from unionnet.tools.benefits.actions import hand_out, publish_raffle, take_back
from unionnet.tools.benefits.models import Earned, Entry, Prize, Raffle, Win
from unionnet.tools.benefits.tests.makers import BY_CODE, CLOSES, NOON, told_of

pytestmark = pytest.mark.django_db
DURING = NOON + timedelta(hours=1)


@pytest.fixture
def union() -> Organisation:
    return make_union("东莞市总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def collection(union: Organisation, officer: Person) -> Collection:
    return make_collection(union, officer, set_tries=1)


@pytest.fixture
def rider(union: Organisation) -> Person:
    return make_person("韩骑手", union=union)


def code_of(deed: Any) -> str:
    with pytest.raises(Refusal) as no:
        deed()
    return no.value.code


def test_each_way_earns_so_many_tries_a_day(collection: Collection, officer: Person, rider: Person) -> None:
    marker = make_marker(collection, officer)

    def scan(at: Any = DURING, code: str = marker.code, key: str | None = None) -> Entry:
        return collect(rider, collection, "scan", code=code, key=key, at=at)

    key = str(uuid4())
    first = scan(key=key)
    assert scan(key=key) == first, "the same press again is the same try"
    assert code_of(scan) == "not_earned"
    assert code_of(lambda: scan(code="0" * 12)) == "no_such_marker"
    collect(rider, collection, "sign_in", at=DURING)
    assert code_of(lambda: collect(rider, collection, "sign_in", at=DURING)) == "not_earned"
    assert code_of(lambda: collect(rider, collection, "share", at=DURING)) == "not_earned"
    scan(at=DURING + timedelta(days=1))
    assert sorted(Earned.objects.values_list("way", "number")) == [("scan", 1), ("scan", 1), ("sign_in", 1)]
    assert Entry.objects.filter(person=rider, prize__is_card=True).count() == 3
    take_down(marker, by=officer)
    assert code_of(lambda: scan(at=DURING + timedelta(days=2))) == "no_such_marker"
    assert code_of(lambda: scan(at=CLOSES)) == "closed"
    publish_raffle(collection.raffle, by=None, at=CLOSES)
    assert differences(told_of(Raffle.objects.get())) == []


def test_a_chance_of_a_day_is_there_once_in_the_database(collection: Collection, rider: Person) -> None:
    collect(rider, collection, "sign_in", at=DURING)
    held = Earned.objects.get()
    held.pk = None
    with pytest.raises(IntegrityError, match="each_chance_earned_once"), transaction.atomic():
        held.save(force_insert=True)
    held.number = 2
    with pytest.raises(IntegrityError, match="no_more_chances_than_the_cap"), transaction.atomic():
        held.save(force_insert=True)


def test_a_full_set_is_exchanged_once(collection: Collection, union: Organisation, rider: Person) -> None:
    make_cards(rider, collection, 1, 1, 2)
    assert code_of(lambda: exchange(rider, collection, "prize", at=DURING)) == "not_complete"
    make_cards(rider, collection, 3)
    assert hand_of(rider, collection, DURING).is_complete
    made = exchange(rider, collection, "prize", at=DURING)
    assert exchange(rider, collection, "prize", at=DURING) == made
    spent = list(
        Parting.objects.filter(exchange=made).order_by("kind__rank").values_list("kind__rank", flat=True)
    )
    assert spent == [1, 2, 3]
    assert [card.prize.rank for card in cards_of(rider, collection) if card.prize] == [1], (
        "the spare one stays"
    )
    assert Win.objects.get().number is None
    others = [make_person(f"会员{n}", union=union) for n in range(3)]
    for person in others:
        make_cards(person, collection, 1, 2, 3)
    ids = [person.pk for person in others]
    assert exchange_all(collection, [*ids, rider.pk], "prize", at=DURING) == [
        "granted", "gone", "gone", "exchanged"
    ]  # fmt: skip
    assert collection.set_prize is not None
    assert Prize.objects.get(pk=collection.set_prize.pk).left == 0
    # Who came too late keeps the cards, and may still have a further try for them.
    assert exchange(others[1], collection, "tries", at=DURING).gives == "tries"
    assert collect(others[1], collection, "share", at=DURING).turn == 4


def test_what_nobody_fetches_goes_back_and_is_exchanged_again(
    collection: Collection, union: Organisation, officer: Person, rider: Person
) -> None:
    people = [rider, *(make_person(f"会员{n}", union=union) for n in range(2))]
    for person in people:
        make_cards(person, collection, 1, 2, 3)
    ids = [person.pk for person in people]
    assert exchange_all(collection, ids, "prize", at=DURING) == ["granted", "granted", "gone"]
    prize = Prize.objects.select_related("benefit").get(raffle=collection.raffle, is_card=False)
    assert prize.benefit is not None
    hand_out(prize.benefit, union, rider, BY_CODE, key=uuid4(), by=officer, at=DURING)
    later = DURING + timedelta(days=8, hours=12)
    assert take_back(at=later) == 1
    assert exchange(people[2], collection, "prize", at=later).person == people[2]
    publish_raffle(collection.raffle, by=None, at=CLOSES)
    assert told_of(Raffle.objects.get())["given_back"] == [[9, 4, 1]]


def test_the_database_keeps_a_card_from_being_played_twice(
    collection: Collection, rider: Person, union: Organisation
) -> None:
    cards = make_cards(rider, collection, 1, 2, 3)
    made = exchange(rider, collection, "prize", at=DURING)
    again = Parting(entry=cards[0], kind=cards[0].prize, person=rider, code="x", at=DURING)
    with pytest.raises(IntegrityError, match="a_card_leaves_a_hand_once"), transaction.atomic():
        again.save()
    other = make_person("会员", union=union)
    (card,) = make_cards(other, collection, 1)
    twice = Parting(entry=card, kind=card.prize, person=other, exchange=made, at=DURING)
    with pytest.raises(IntegrityError, match="one_card_of_a_kind_in_a_set"), transaction.atomic():
        twice.save()
    with pytest.raises(IntegrityError, match="one_exchange_a_person"), transaction.atomic():
        Exchange.objects.create(collection=collection, person=rider, gives="prize", at=DURING)


def test_a_card_goes_to_the_friend_who_takes_it_first(
    collection: Collection, union: Organisation, rider: Person
) -> None:
    cards = make_cards(rider, collection, 1, 1)
    friend, late = make_person("朋友", union=union), make_person("又一个", union=union)
    offer = offer_card(rider, collection, cards[1].number, at=DURING)
    assert offer_card(rider, collection, cards[1].number, at=DURING) == offer
    assert cards_of(rider, collection) == cards[:1], "what is offered has left the hand"
    assert offer.code
    assert code_of(lambda: take_card(offer.code, by=rider, at=DURING)) == "own"
    stranger = make_person("路人")
    assert code_of(lambda: take_card(offer.code, by=stranger, at=DURING)) == "members_only"
    take_card(offer.code, by=friend, at=DURING)
    assert take_card(offer.code, by=friend, at=DURING).to == friend
    assert code_of(lambda: take_card(offer.code, by=late, at=DURING)) == "taken"
    assert code_of(lambda: call_back(offer.code, by=rider)) == "taken"
    assert code_of(lambda: offer_card(rider, collection, 999, at=DURING)) == "not_held"
    make_cards(friend, collection, 2, 3)
    exchange(friend, collection, "prize", at=DURING)
    assert cards_of(friend, collection) == []
    second = offer_card(rider, collection, cards[0].number, at=DURING)
    call_back(second.code or "", by=rider)
    assert cards_of(rider, collection) == cards[:1]


def test_each_no_says_why(union: Organisation, officer: Person, rider: Person) -> None:
    assert code_of(lambda: make_collection(union, officer, scans=0, sign_ins=0)) == "no_way"
    assert code_of(lambda: make_collection(union, officer, set_item=None)) == "for_nothing"
    assert code_of(lambda: make_collection(union, rider)) == "elsewhere"
    kept = make_collection(union, officer, may_give=False)
    (card,) = make_cards(rider, kept, 1)
    assert code_of(lambda: offer_card(rider, kept, card.number, at=DURING)) == "no_giving"
    assert code_of(lambda: exchange(rider, kept, "tries", at=DURING)) == "not_offered"
    assert code_of(lambda: exchange(rider, kept, "prize", at=CLOSES)) == "closed"
    assert code_of(lambda: put_up(kept, "广场", by=rider)) == "elsewhere"
    marker = make_marker(kept, officer)
    assert make_marker(kept, officer) == marker
    assert code_of(lambda: take_down(marker, by=rider)) == "elsewhere"
