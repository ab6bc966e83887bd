# SPDX-License-Identifier: Apache-2.0
"""Claim 11: no two bookings of one unit overlap, whoever asks at once; in PostgreSQL without contrib."""

from __future__ import annotations

import random
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection, connections

from tests.figures import figure, measured
from tests.makers import make_officer, make_union
from tests.races.ground import in_parallel, make_crowd
from tests.races.together import without
from unionnet.directory.people.models import Person
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.booking.actions import Wish, book, lay_down
from unionnet.tools.booking.models import Booking, Resource
from unionnet.tools.booking.tests.makers import NOW, make_resource

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS, PERIODS, DAYS = 12, figure("PERIODS", 60), 30
OVERLAPS = """
    SELECT count(*) FROM booking_booking a JOIN booking_booking b
    ON a.resource_id = b.resource_id AND a.unit = b.unit AND a.id < b.id AND a.period && b.period
    WHERE a.state IN ('asked', 'confirmed', 'used') AND b.state IN ('asked', 'confirmed', 'used')
"""


def overlaps() -> int:
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS)
        return int(cursor.fetchone()[0])


@pytest.fixture
def halls() -> list[Resource]:
    """Two courts and a dormitory of three beds, with terms that leave the constraint to decide."""
    union = make_union("永宁街道总工会")
    made = [make_resource(union, name=f"{n} 号场", slot_minutes=20) for n in range(2)]
    made.append(make_resource(union, name="宿舍", units=3, slot_minutes=60))
    lay_down(union, "venue", by=make_officer(union), person_a_day=60, person_slots=4, horizon_days=DAYS)
    return made


def wishes(halls: list[Resource], count: int, dice: random.Random, days: int) -> list[Wish]:
    found = []
    for _ in range(count):
        hall = dice.choice(halls)
        minute = dice.randrange(60, 60 + 660, hall.slot_minutes)
        starts_at = NOW.astimezone(UTC) + timedelta(days=1 + dice.randrange(days), minutes=minute)
        found.append(Wish(hall, starts_at, dice.randint(1, 4)))
    return found


def ask_all(person: Person, asked: list[Wish], begin: threading.Barrier) -> Counter[str]:
    told: Counter[str] = Counter()
    try:
        begin.wait()
        for wish in asked:
            told[try_it(person, wish, NOW)] += 1
        return told
    finally:
        connections.close_all()


def try_it(person: Person, wish: Wish, at: datetime) -> str:
    try:
        return book(wish, by=person, at=at).state
    except Refusal as no:
        return no.code


def play(halls: list[Resource], count: int, days: int) -> Counter[str]:
    """Everybody at once, each with their own random periods."""
    dice, begin = random.Random(20261122), threading.Barrier(THREADS)
    crowd = Person.objects.filter(pk__in=make_crowd(THREADS, halls[0].organisation))
    tasks = [partial(ask_all, person, wishes(halls, count, dice, days), begin) for person in crowd]
    return sum(in_parallel(tasks, threads=THREADS), Counter())


def test_no_two_bookings_overlap_whoever_asks_at_once(halls: list[Resource]) -> None:
    told = play(halls, PERIODS, DAYS)
    living = Booking.objects.filter(state="confirmed").count()
    assert set(told) <= {"confirmed", "taken", "not_open_then", "a_day_full"}
    assert told.total() == THREADS * PERIODS
    assert told["taken"] > 0
    assert overlaps() == 0
    assert Entry.objects.filter(fact="booking.booked").count() == living
    measured(asked=told.total(), booked=living, overlaps=overlaps())


def test_without_the_constraint_the_same_race_overlaps(halls: list[Resource]) -> None:
    """A race that cannot be lost proves nothing."""
    with without(Booking, "one_unit_one_booking"):
        found = 0
        for _try in range(10):
            Booking.objects.all().delete()
            play(halls[:1], 12, 1)
            if found := overlaps():
                break
        assert found > 0


def test_the_guard_needs_nothing_that_postgres_does_not_bring() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        assert {name for (name,) in cursor.fetchall()} <= {"plpgsql"}
