# SPDX-License-Identifier: Apache-2.0
"""Full sets for fewer gifts than there are sets, two phones each, while others give the same cards away:
never one gift too many, and no card played twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import Any

import pytest

from tests.figures import figure, measured
from tests.makers import make_officer, make_union
from tests.races.ground import in_parallel, make_crowd
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.luckcards.actions import collect, exchange, offer_card
from unionnet.programmes.luckcards.models import Collection, Exchange, Parting
from unionnet.programmes.luckcards.tests.makers import make_cards, make_collection
from unionnet.tools.benefits.models import Entitled, Entry, Prize, Win

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True, databases=["default", "hot"])]
SETS = figure("SETS", 24)
GIFTS = SETS // 3


def told(deed: Callable[[], Any], yes: str) -> str:
    try:
        deed()
    except Refusal as no:
        return no.code
    return yes


def everybody_has_a_set() -> tuple[Collection, list[Person]]:
    union, now = make_union("东莞市总工会"), database_now()
    times = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1)}
    collection = make_collection(union, make_officer(union), sets=GIFTS, raffle=times)
    people = list(Person.objects.filter(pk__in=make_crowd(SETS, union)))
    for person in people:
        make_cards(person, collection, 1, 2, 3, at=now)
    return collection, people


def two_phones(collection: Collection, people: list[Person]) -> list[str]:
    press = [partial(told, partial(exchange, person, collection, "prize"), "yes") for person in people * 2]
    return in_parallel(press, threads=12)


def test_never_one_gift_too_many_and_two_phones_are_one_exchange() -> None:
    collection, people = everybody_has_a_set()
    heard = two_phones(collection, people)
    assert Counter(heard) == {"yes": 2 * GIFTS, "gone": 2 * (SETS - GIFTS)}
    assert Exchange.objects.count() == Win.objects.count() == Entitled.objects.count() == GIFTS
    assert Parting.objects.count() == 3 * GIFTS
    assert Prize.objects.get(raffle=collection.raffle, is_card=False).left == 0
    measured(sets=SETS, set_gifts=GIFTS)


def test_a_card_is_given_or_spent_and_never_both() -> None:
    collection, people = everybody_has_a_set()
    people = people[:GIFTS]
    first = {entry.person_id: entry.number for person in people for entry in _first_card(person)}
    tasks: list[Callable[[], str]] = []
    for person in people:
        tasks.append(partial(told, partial(exchange, person, collection, "prize"), "spent"))
        tasks.append(partial(told, partial(offer_card, person, collection, first[person.pk]), "given"))
    heard = in_parallel(tasks, threads=12)
    pairs = Counter(zip(heard[::2], heard[1::2], strict=True))
    assert set(pairs) <= {("spent", "not_held"), ("not_complete", "given")}, pairs
    assert Exchange.objects.count() == pairs["spent", "not_held"]
    assert Parting.objects.filter(exchange=None).count() == pairs["not_complete", "given"]


def _first_card(person: Person) -> list[Entry]:
    return list(Entry.objects.filter(person=person).order_by("number")[:1])


def test_many_phones_of_one_person_earn_what_the_day_allows() -> None:
    union, now = make_union("东莞市总工会"), database_now()
    times = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1)}
    collection = make_collection(union, make_officer(union), raffle=times, sign_ins=3)
    person = Person.objects.get(pk__in=make_crowd(1, union))
    heard = in_parallel(
        [
            partial(told, partial(collect, person, collection, "sign_in", at=now), "yes")
            for _phone in range(12)
        ],
        threads=12,
    )
    assert Counter(heard) == {"yes": 3, "not_earned": 9}
    assert list(Entry.objects.order_by("number").values_list("turn", flat=True)) == [1, 2, 3]


def test_without_the_guard_more_gifts_are_promised_than_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: neither lock nor count, each judges by as many as there ever were."""
    earning: Any = import_module("unionnet.tools.benefits.actions.earning")
    exchanging: Any = import_module("unionnet.programmes.luckcards.actions.exchanging")
    verb = earning.GRANT.verb
    for guarded, unguarded in (
        ('p."left", p.benefit_id', 'p.stock AS "left", p.benefit_id'),
        ('p."left" - c.granted', 'greatest(p."left" - c.granted, 0)'),
    ):
        assert guarded in verb, guarded
        verb = verb.replace(guarded, unguarded)
    monkeypatch.setattr(
        earning, "GRANT", replace(earning.GRANT, lock="SELECT %(raffles)s::bigint[]", verb=verb)
    )
    monkeypatch.setattr(exchanging, "LOCK", "SELECT %s")
    collection, people = everybody_has_a_set()
    in_parallel([partial(told, partial(exchange, person, collection, "prize"), "yes") for person in people])
    overdrawn = Win.objects.count() - GIFTS
    measured(overdrawn_without_the_guard=overdrawn)
    assert overdrawn > 0
