# SPDX-License-Identifier: Apache-2.0
"""Claim 10, at the counter: two officers hand the same person the same gift, one by the code on a phone, the
other by the number on a card, from one shelf or from two. One of them is told. Without lock and constraint
the person has it twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.test import Client

from tests.database import OWNER_URL
from tests.figures import figure, measured
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.races.ground import in_parallel
from tests.races.together import all_at_once, without
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import cards
from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.clock import database_now
from unionnet.tools.benefits.actions import Signed, allocate, giving, hand_out, sign_for
from unionnet.tools.benefits.models import Benefit, Receipt, Signature, Stock
from unionnet.tools.benefits.queries import ties
from unionnet.tools.benefits.tests.makers import make_benefit, make_item, make_stock, scrawl

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = figure("ROUNDS", 8)
SHELF = ROUNDS + 100
PATIENCE = 20
WAITS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@dataclass(frozen=True)
class Counter:
    """An officer behind a shelf."""

    benefit: Benefit
    union: Organisation
    officer: Person

    def hand_out(self, person: Person, via: str, drawing: bytes = b"") -> Callable[[], object]:
        signed = Signed(via, drawing=drawing)
        return lambda: hand_out(self.benefit, self.union, person, signed, key=uuid4(), by=self.officer)

    def page(self, code: str) -> Callable[[], bool]:
        """The same as the page sends it. Whether it was given."""
        client = sign_in(Client(), self.officer)
        address = f"/desk/benefits/{self.benefit.public_id}/at/{self.union.public_id}"

        def post() -> bool:
            said = {"code": code, "key": str(uuid4())}
            told: dict[str, Any] = client.post(address, said, headers={"Accept": "application/json"}).json()
            assert told["ok"] or "已经领过" in told["says"], told
            return bool(told["ok"])

        return post


@pytest.fixture
def counters() -> tuple[Counter, Counter, Counter]:
    return stand()


def stand(**terms: Any) -> tuple[Counter, Counter, Counter]:
    """Two at the county's shelf, one in a town that was sent its part."""
    county = make_union("云阳县总工会", kind="county_federation")
    town, keeper = make_union("甲镇总工会", county), make_officer(county)
    item = make_item(county, keeper)
    stock = make_stock(item, county, keeper, 2 * SHELF)
    (sent,) = allocate(stock, {town: SHELF}, key=uuid4(), by=keeper)
    sign_for(sent, SHELF, by=keeper)
    now = database_now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    benefit = make_benefit(county, keeper, item, **times, **terms)
    return (
        Counter(benefit, county, keeper),
        Counter(benefit, county, make_officer(county, name="另一位")),
        Counter(benefit, town, make_officer(town)),
    )


Counters = tuple[Counter, Counter, Counter]


def codes_of(person: Person) -> tuple[str, str]:
    """What the phone shows, and what stands on the card."""
    token, _until = cards.issue(person)
    return token, str(Membership.objects.get(person=person).card_no)


@pytest.mark.parametrize("other", [1, 2], ids=["one shelf", "two shelves"])
def test_of_two_who_hand_it_out_at_once_one_is_told(counters: Counters, other: int) -> None:
    first, second = counters[0], counters[other]
    came = []
    for number in range(ROUNDS):
        person = make_person(f"会员{number}", union=second.union)
        token, number_of_card = codes_of(person)
        tries = [first.page(token), second.page(number_of_card), first.page(token), second.page(token)]
        came.append(in_parallel(tries, threads=4).count(True))
    given = Receipt.objects.count()
    assert (came, given) == ([1] * ROUNDS, ROUNDS)
    assert Receipt.objects.values("person").distinct().count() == ROUNDS
    tie = ties(Stock.objects.all())
    assert (tie.is_right, tie.signed_for, tie.on_hand) == (True, ROUNDS, 2 * SHELF - ROUNDS)
    measured(rounds=ROUNDS, tries=4 * ROUNDS, given=given)


def signing_twice(counters: Counters, person: Person) -> list[Callable[[], object]]:
    """The same person signs at two counters, and once more; each has a drawing of its own."""
    return [counters[n].hand_out(person, "drawn", scrawl((960, 400 + n), shift=7 * n)) for n in (0, 2, 1)]


def test_of_two_who_sign_at_once_one_drawing_is_kept() -> None:
    counters = stand(by_hand=True)
    for number in range(ROUNDS):
        person = make_person(f"会员{number}", union=counters[2].union)
        assert sorted(all_at_once(signing_twice(counters, person))) == ["done", "received", "received"]
    assert Receipt.objects.filter(via="drawn").count() == Signature.objects.count() == ROUNDS
    assert Receipt.objects.values("signature").distinct().count() == ROUNDS
    measured(rounds=ROUNDS, signatures=Signature.objects.count())


def take_the_locks_away(monkeypatch: pytest.MonkeyPatch, window: Callable[[], object]) -> None:
    """Nobody waits for the other's lock; each stops in the window between writing and committing."""
    make_cards = giving._make_cards

    def wait_and_make(*given: Any) -> None:
        window()
        make_cards(*given)

    for name in ("LOCK_PEOPLE", "LOCK_STOCK"):
        monkeypatch.setattr(giving, name, "SELECT")
    monkeypatch.setattr(giving, "_make_cards", wait_and_make)


def until_somebody_waits() -> None:
    """For a row that another transaction has written and not committed."""
    give_up = time.monotonic() + PATIENCE
    with psycopg.connect(OWNER_URL, autocommit=True) as owner:
        while not owner.execute(WAITS).fetchone()[0]:  # type: ignore[index]
            assert time.monotonic() < give_up, "nobody came to wait"
            time.sleep(0.01)


def test_the_database_alone_gives_it_once(counters: Counters, monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_person("林晓", union=counters[2].union)
    take_the_locks_away(monkeypatch, until_somebody_waits)
    tries = [counters[0].hand_out(person, "code"), counters[2].hand_out(person, "desk")]
    assert sorted(all_at_once(tries)) == ["IntegrityError", "done"]
    assert (Receipt.objects.count(), ties(Stock.objects.all()).is_right) == (1, True)


def test_without_lock_and_constraint_it_is_given_twice(
    counters: Counters, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: both have written before either commits."""
    person = make_person("林晓", union=counters[2].union)
    gate = threading.Barrier(2)
    take_the_locks_away(monkeypatch, lambda: gate.wait(PATIENCE))
    tries = [counters[0].hand_out(person, "code"), counters[2].hand_out(person, "desk")]
    with without(Receipt, "each_has_it_once"):
        assert all_at_once(tries) == ["done", "done"]
        assert Receipt.objects.filter(person=person).count() == 2


def test_without_lock_and_constraint_two_drawings_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    counters = stand(by_hand=True)
    person = make_person("林晓", union=counters[2].union)
    gate = threading.Barrier(2)
    take_the_locks_away(monkeypatch, lambda: gate.wait(PATIENCE))
    with without(Receipt, "each_has_it_once"):
        assert all_at_once(signing_twice(counters, person)[:2]) == ["done", "done"]
        assert Signature.objects.filter(person=person).count() == 2
