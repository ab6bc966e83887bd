# SPDX-License-Identifier: Apache-2.0
"""Button and verb ask the same questions: raffle_rules.py and try.sql on random people and raffles."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.people.models import Person, Standing
from unionnet.tools.benefits.actions import Try, cancel_raffle, pads_of, publish_raffle, try_all
from unionnet.tools.benefits.models import Entry, Raffle, Win
from unionnet.tools.benefits.raffle_rules import why_not_try
from unionnet.tools.benefits.tests.makers import CLOSES, OPENS, make_raffle

pytestmark = pytest.mark.django_db
TAGS = ("truck_driver", "courier")
ANSWERS = {"cancelled", "not_open_yet", "closed", "real_name_only", "members_only", "not_yours"}
ANSWERS |= {"other_people", "won_already", "no_tries_left", "gone", "held", "tried"}
LEAST, MOST = 20, 100


def code_of(raffle: Raffle, person: Person, at: object) -> str:
    """What the rule in words says; `tried` when it says nothing, `held` where the one try is taken."""
    turns = Entry.objects.filter(raffle=raffle, person=person).count()
    if turns and raffle.tries == 1:
        return "held"
    prizes = raffle.prizes.all()
    no = why_not_try(
        raffle,
        Standing.objects.filter(person=person).first(),
        turns=turns,
        has_won=Win.objects.filter(raffle=raffle, person=person).exists(),
        has_some=any(prize.is_card or prize.left for prize in prizes),
        at=at,  # type: ignore[arg-type]
    )
    return no.code if no else "tried"


def test_sql_and_words_give_the_same_answer() -> None:
    chance = random.Random(20261122)
    union = make_union("东莞市总工会")
    town, officer = make_union("东坑镇总工会", parent=union), make_officer(union)
    people = [make_person(f"会员{n}", union=chance.choice([union, town, None])) for n in range(8)]
    for person in people:
        standing = {"is_real_name": chance.random() < 0.8, "tags": chance.choices(TAGS, k=1)}
        Standing.objects.filter(person=person).update(**standing)
    seen: Counter[str] = Counter()
    rounds = 0
    while rounds < LEAST or (set(seen) != ANSWERS and rounds < MOST):
        rounds += 1
        raffle = make_raffle(
            union,
            officer,
            (chance.choice([1, 30]), 300_000),
            mode=chance.choice(["instant", "instant", "list"]),
            audience=chance.choice(["members", "real_name"]),
            open_to=chance.choice([None, union, town]),
            any_tags=chance.choice([(), (), TAGS[:1]]),
        )
        if raffle.mode == "instant":
            Raffle.objects.filter(pk=raffle.pk).update(tries=chance.choice([1, 3]))
        if chance.random() < 0.1:
            cancel_raffle(raffle, "网络故障", by=officer)
        pads = pads_of(raffle)
        for _try in range(20):
            raffle = Raffle.objects.select_related("open_to", "organisation").get(pk=raffle.pk)
            person = chance.choice(people)
            at = OPENS + timedelta(hours=chance.choice([-1, 1, 1, 1, 1, 1, 24 * 30]))
            expected = code_of(raffle, person, at)
            (luck,) = try_all([Try(person.pk, raffle.pk, pads)], at=at)
            assert luck.outcome == expected, (raffle.pk, person.pk)
            seen[expected] += 1
        if not raffle.cancelled_at and raffle.mode == "instant" and chance.random() < 0.2:
            raffle = publish_raffle(raffle, by=officer, at=CLOSES)
            (luck,) = try_all([Try(people[0].pk, raffle.pk, pads)], at=OPENS)
            assert luck.outcome == code_of(raffle, people[0], OPENS)
    assert set(seen) == ANSWERS, "each answer was met"
