# SPDX-License-Identifier: Apache-2.0
"""Whoever may fetch something hears it once, and once more before it lapses."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.facts import MembershipApproved
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.places.tests.makers import at
from unionnet.directory.reach.models import Notice
from unionnet.tools.benefits import listeners
from unionnet.tools.benefits.actions import (
    Try,
    draw_list,
    end_benefit,
    freeze_list,
    hand_out,
    list_people,
    pads_of,
    remind_of_prizes,
    tell_entitled,
    try_all,
)
from unionnet.tools.benefits.facts import PeopleListed
from unionnet.tools.benefits.models import Benefit, Item, Win
from unionnet.tools.benefits.tests.makers import (
    BY_CODE,
    CLOSES,
    NOON,
    OPENS,
    make_benefit,
    make_item,
    make_raffle,
    make_stock,
)

pytestmark = pytest.mark.django_db
THREE_DAYS_BEFORE = at("2026-11-28 09:00")  # of what make_benefit opens


@pytest.fixture
def district() -> Organisation:
    return make_union("朝阳区总工会")


@pytest.fixture
def union(district: Organisation) -> Organisation:
    return make_union("望京街道总工会", district)


@pytest.fixture
def officer(district: Organisation) -> Person:
    return make_officer(district)


@pytest.fixture
def item(union: Organisation, officer: Person) -> Item:
    made = make_item(union, officer)
    make_stock(made, union, officer)
    return made


def members(union: Organisation, *names: str) -> list[Person]:
    return [make_person(name, union=union) for name in names]


def heard(kind: str) -> list[str]:
    rows = Notice.objects.filter(kind=f"benefits.{kind}").order_by("person__name")
    return list(rows.values_list("person__name", flat=True))


def fetch(benefit: Benefit, person: Person, by: Person) -> None:
    hand_out(benefit, benefit.organisation, person, BY_CODE, key=uuid4(), by=by, at=NOON)


def test_members_hear_once_that_it_is_open_and_once_that_it_closes(
    union: Organisation, officer: Person, item: Item
) -> None:
    first, _second = members(union, "甲", "乙")
    members(make_union("别处总工会"), "丙")
    benefit = make_benefit(union, officer, item)
    assert tell_entitled(at=benefit.opens_at - timedelta(minutes=1)) == 0
    assert [tell_entitled(at=NOON) for _run in range(3)] == [2, 0, 0]
    assert heard("open") == ["乙", "甲"]
    notice = Notice.objects.filter(person=first).get()
    assert (notice.url, (notice.facts or {})["benefit"]) == ("/benefits/", "入会礼包")
    fetch(benefit, first, officer)
    assert tell_entitled(at=THREE_DAYS_BEFORE - timedelta(minutes=1)) == 0
    assert [tell_entitled(at=THREE_DAYS_BEFORE) for _run in range(2)] == [1, 0]
    assert heard("closing") == ["乙"]


def test_many_hear_in_portions_and_nobody_twice(
    union: Organisation, officer: Person, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    module: Any = import_module("unionnet.tools.benefits.actions.telling")
    monkeypatch.setattr(module, "AT_ONCE", 2)
    members(union, *"甲乙丙丁戊")
    make_benefit(union, officer, item)
    assert [tell_entitled(at=NOON) for _run in range(4)] == [2, 2, 1, 0]
    assert len(heard("open")) == 5


def test_what_is_open_for_a_few_days_only_is_told_once(
    union: Organisation, officer: Person, item: Item
) -> None:
    members(union, "甲")
    make_benefit(union, officer, item, opens_at=NOON, closes_at=NOON + timedelta(days=2))
    assert [tell_entitled(at=NOON + timedelta(hours=n)) for n in (1, 40)] == [1, 0]


def test_nobody_hears_of_what_was_ended(union: Organisation, officer: Person, item: Item) -> None:
    members(union, "甲")
    end_benefit(make_benefit(union, officer, item), by=officer, at=NOON)
    assert tell_entitled(at=NOON) == 0


def test_a_new_member_hears_of_what_is_open(
    union: Organisation, officer: Person, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    module: Any = import_module("unionnet.tools.benefits.actions.telling")
    monkeypatch.setattr(module, "database_now", lambda: NOON)
    make_benefit(union, officer, item)
    make_benefit(union, officer, item, title="只发给名单", by_list=True)
    tell_entitled(at=NOON)
    (late,) = members(union, "后来的")
    fact = MembershipApproved(Membership.objects.get(person=late).pk, late.pk, union.pk)
    for _time in range(2):
        listeners.tell_a_new_member(fact)
    assert heard("open") == ["后来的"]


def test_a_list_is_told_and_who_is_added_later(union: Organisation, officer: Person, item: Item) -> None:
    people = members(union, *"甲乙丙")
    benefit = make_benefit(union, officer, item, by_list=True)
    list_people(benefit, [people[2].pk], by=officer)
    assert [tell_entitled(at=NOON) for _run in range(2)] == [1, 0]
    list_people(benefit, [people[0].pk], by=officer)
    listeners.tell_the_list(PeopleListed(benefit.pk, 1))
    assert [tell_entitled(at=NOON) for _run in range(2)] == [1, 0]
    assert heard("open") == sorted([people[0].name, people[2].name])


def test_winners_hear_when_the_lots_are_drawn_and_before_the_prize_goes_back(
    union: Organisation, officer: Person
) -> None:
    raffle = make_raffle(union, officer, (2, 0), mode="list", claim_days=7)
    pads = pads_of(raffle)
    try_all([Try(person.pk, raffle.pk, pads) for person in members(union, *"甲乙丙丁")], at=OPENS)
    assert tell_entitled(at=OPENS) == 0
    freeze_list(raffle, by=officer, at=CLOSES)
    draw_list(raffle, by=officer, public_word="8", at=CLOSES)
    assert [tell_entitled(at=CLOSES) for _run in range(2)] == [2, 0]
    one, other = Win.objects.select_related("person", "prize__benefit").order_by("pk")
    prize = Benefit.objects.get(prize=one.prize)
    hand_out(prize, union, one.person, BY_CODE, key=uuid4(), by=officer, at=CLOSES)
    assert remind_of_prizes(at=other.until - timedelta(days=3, minutes=1)) == 0
    for _run in range(2):
        assert remind_of_prizes(at=other.until - timedelta(days=3)) == 1
    assert heard("prize_closing") == [other.person.name]
    assert tell_entitled(at=CLOSES + timedelta(days=6)) == 0
