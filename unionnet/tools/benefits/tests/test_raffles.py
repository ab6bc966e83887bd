# SPDX-License-Identifier: Apache-2.0
"""Draws of gifts: committed to, counted, taken back, and the same for whoever makes them again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.tools.benefits import chances
from unionnet.tools.benefits.actions import (
    Try,
    draw_list,
    freeze_list,
    hand_out,
    pads_of,
    take_back,
    try_all,
    try_luck,
)
from unionnet.tools.benefits.models import Entitled, Entry, GivenBack, Prize, Raffle, Win
from unionnet.tools.benefits.tests.makers import BY_CODE, CLOSES, NOON, OPENS, make_raffle, told_of

pytestmark = pytest.mark.django_db
DURING = NOON + timedelta(hours=1)


@pytest.fixture
def union() -> Organisation:
    return make_union("东莞市总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def crowd(union: Organisation, count: int) -> list[Person]:
    return [make_person(f"会员{n}", union=union) for n in range(count)]


def tries(raffle: Raffle, people: list[Person]) -> list[Try]:
    pads = pads_of(raffle)
    return [Try(person.pk, raffle.pk, pads) for person in people]


def test_sql_and_python_speak_the_same_words(union: Organisation, officer: Person) -> None:
    raffle = make_raffle(union, officer, (2, 100_000), (5, 300_000), (None, 200_000))
    people = crowd(union, 60)
    try_all(tries(raffle, people[:25]), at=DURING)
    try_all(tries(raffle, people[25:]), at=DURING)
    tiers = [prize.tier for prize in raffle.prizes.order_by("rank")]
    rows = Entry.objects.filter(raffle=raffle).order_by("number").values_list("number", "prize__rank")
    told = [chances.Line(number, rank or 0) for number, rank in rows]
    assert [line.number for line in told] == list(range(1, 61))
    seed = bytes.fromhex(raffle.seed.open())
    assert list(chances.replay(seed, tiers, told)) == told
    assert {line.rank for line in told} == {0, 1, 2, 3}
    for prize in Prize.objects.filter(raffle=raffle, is_card=False):
        assert prize.stock is not None
        assert (
            prize.stock - prize.wins.count()
            == prize.left
            == prize.stock - Entry.objects.filter(prize=prize).count()
        )


def test_the_pads_are_those_of_hmac() -> None:
    seed = bytes(range(32))
    inner, outer = chances.pads(seed)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ('x' || encode(substring(sha256(%s || sha256(%s || int8send(n))) FROM 1 FOR 7), 'hex'))"
            "::bit(56)::bigint %% 1000000 FROM generate_series(1, 200) n",
            [outer, inner],
        )
        assert [row[0] for row in cursor.fetchall()] == [chances.word(seed, n) for n in range(1, 201)]


def test_who_tries_twice_is_told_the_same(union: Organisation, officer: Person) -> None:
    raffle = make_raffle(union, officer, (3, 500_000))
    (person,) = crowd(union, 1)
    first, again = (try_luck(person, raffle, at=DURING) for _ in range(2))
    assert first == again
    assert Entry.objects.count() == 1


def test_so_many_tries_and_one_win(union: Organisation, officer: Person) -> None:
    raffle = make_raffle(union, officer, (50, 400_000), tries=3)
    for person in crowd(union, 20):
        outcomes = []
        for _n in range(5):
            try:
                outcomes.append("won" if try_luck(person, raffle, at=DURING).prize_id else "nothing")
            except Refusal as no:
                outcomes.append(no.code)
        assert outcomes.count("won") <= 1
        turns = outcomes.count("won") + outcomes.count("nothing")
        assert turns == (outcomes.index("won") + 1 if "won" in outcomes else 3)
        assert set(outcomes[turns:]) == {"won_already" if "won" in outcomes else "no_tries_left"}


def test_a_key_that_comes_again_is_one_try(union: Organisation, officer: Person) -> None:
    raffle = make_raffle(union, officer, (50, 400_000), tries=3)
    (person,) = crowd(union, 1)
    pads = pads_of(raffle)
    asked = Try(person.pk, raffle.pk, pads, "k1", b"a")
    first, again, other = try_all([asked, asked, asked._replace(body_hash=b"b")], at=DURING)
    assert (first.outcome, again.outcome, other.outcome) == ("tried", "re_tried", "key_reused")
    assert first[1:] == again[1:]


def test_when_nothing_is_left_nobody_is_let_try(union: Organisation, officer: Person) -> None:
    raffle = make_raffle(union, officer, (2, 1_000_000))
    first, second, third = try_all(tries(raffle, crowd(union, 3)), at=DURING)
    assert (first.prize_id, second.prize_id) == (raffle.prizes.get().pk,) * 2
    assert (third.outcome, third.prize_id) == ("tried", None)  # in one batch with the last prize
    (late,) = try_all(tries(raffle, crowd(union, 1)), at=DURING)
    assert late.outcome == "gone"


REFUSED: dict[str, tuple[dict[str, Any], timedelta]] = {
    "not_open_yet": ({}, timedelta(minutes=-1)),
    "closed": ({}, timedelta(days=30)),
    "other_people": ({"any_tags": ("truck_driver",)}, timedelta(hours=1)),
}


@pytest.mark.parametrize("code", REFUSED)
def test_why_not(union: Organisation, officer: Person, code: str) -> None:
    given, after = REFUSED[code]
    raffle = make_raffle(union, officer, (2, 500_000), **given)
    (person,) = crowd(union, 1)
    with pytest.raises(Refusal) as no:
        try_luck(person, raffle, at=OPENS + after)
    assert no.value.code == code
    assert no.value.rule is not None


def test_what_nobody_fetches_goes_back_into_a_draw_that_runs(union: Organisation, officer: Person) -> None:
    raffle = make_raffle(union, officer, (2, 1_000_000))
    first, second, third, fourth = crowd(union, 4)
    try_all(tries(raffle, [first, second]), at=DURING)
    prize = raffle.prizes.get()
    assert prize.benefit is not None
    hand_out(prize.benefit, union, first, BY_CODE, key=uuid4(), by=officer, at=DURING + timedelta(days=1))
    with pytest.raises(Refusal):
        try_luck(third, raffle, at=DURING + timedelta(days=6))
    later = DURING + timedelta(days=8)
    assert take_back(at=later) == 1
    assert take_back(at=later) == 0
    assert {win.person: win.state for win in Win.objects.all()} == {first: "fetched", second: "returned"}
    assert not Entitled.objects.filter(person=second).exists()
    with pytest.raises(Refusal) as no:
        hand_out(prize.benefit, union, second, BY_CODE, key=uuid4(), by=officer, at=later)
    assert no.value.code == "not_on_list"
    assert try_luck(fourth, raffle, at=later).prize == prize
    assert GivenBack.objects.get().after_number == 2


def test_a_list_is_drawn_in_the_order_of_the_lots(union: Organisation, officer: Person) -> None:
    raffle = make_raffle(union, officer, (1, 0), (3, 0), mode="list")
    people = crowd(union, 9)
    assert {luck.prize_id for luck in try_all(tries(raffle, people), at=DURING)} == {None}
    freeze_list(raffle, by=officer, at=CLOSES)
    draw_list(raffle, by=officer, public_word="08 17 22", at=CLOSES)
    assert [prize.left for prize in raffle.prizes.order_by("rank")] == [0, 0]
    assert Win.objects.values("person").distinct().count() == 4
    told = told_of(Raffle.objects.get())
    assert [rank for _receipt, rank in told["wins"]] == [1, 2, 2, 2]
    assert draw_list(raffle, by=officer, public_word="x", at=CLOSES).public_word == "08 17 22"


def test_the_database_refuses_what_the_verb_never_does(union: Organisation, officer: Person) -> None:
    raffle = make_raffle(union, officer, (1, 1_000_000))
    (person,) = crowd(union, 1)
    try_all(tries(raffle, [person]), at=DURING)
    for change in (
        lambda: Prize.objects.update(left=-1),
        lambda: Prize.objects.update(left=2),
        lambda: Entry.objects.create(
            raffle=raffle, number=2, person=person, turn=1, cap=1, receipt="x", at=DURING
        ),
        lambda: Entry.objects.create(
            raffle=raffle, number=2, person=person, turn=2, cap=1, receipt="x", at=DURING
        ),
        lambda: Win.objects.create(
            raffle=raffle, prize=raffle.prizes.get(), person=person, number=2, at=DURING, until=CLOSES
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
