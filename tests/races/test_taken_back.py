# SPDX-License-Identifier: Apache-2.0
"""Claim 10, at the counter: what was signed for by mistake is taken back while another officer takes it back
too, or hands the same person the next one. The goods come back once, and nobody has it twice. Without the
lock they come back as often as somebody asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.figures import figure, measured
from tests.makers import make_officer, make_person, make_union
from tests.races.together import all_at_once
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.tools.benefits.actions import Signed, giving, hand_out, revoke, revoking
from unionnet.tools.benefits.models import STANDS, Benefit, Movement, Receipt, Stock
from unionnet.tools.benefits.queries import ties
from unionnet.tools.benefits.tests.makers import make_benefit, make_item, make_stock

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = figure("ROUNDS", 8)
PATIENCE = 20
PIECES = 100


@pytest.fixture
def benefit() -> Benefit:
    union = make_union("云阳县总工会", kind="county_federation")
    keeper = make_officer(union)
    item = make_item(union, keeper)
    make_stock(item, union, keeper, PIECES)
    now = database_now()
    return make_benefit(
        union, keeper, item, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )


def handed(benefit: Benefit, person: Person, by: Person) -> Callable[[], object]:
    return lambda: hand_out(benefit, benefit.organisation, person, Signed("desk"), key=uuid4(), by=by)


def back(receipt: Receipt, benefit: Benefit, by: Person) -> Callable[[], object]:
    union, person = benefit.organisation, receipt.person
    return lambda: revoke(benefit, union, person, "点错了人", key=receipt.key, by=by)


def test_it_comes_back_once_beside_another_hand_out(benefit: Benefit) -> None:
    union = benefit.organisation
    one, two = make_officer(union), make_officer(union, name="另一位")
    given_again = 0
    for number in range(ROUNDS):
        person = make_person(f"会员{number}", union=union)
        handed(benefit, person, one)()
        receipt = Receipt.objects.get(person=person)
        tries = [back(receipt, benefit, one), back(receipt, benefit, two), handed(benefit, person, two)]
        told = all_at_once(tries)
        assert told[:2] == ["done", "done"]
        assert told[2] in ("done", "received")
        held = Receipt.objects.filter(STANDS, person=person).count()
        assert held == (told[2] == "done")
        given_again += held
    tie = ties(Stock.objects.all())
    assert (tie.is_right, tie.on_hand) == (True, PIECES - given_again)
    assert Movement.objects.filter(from_account="persons").count() == ROUNDS
    measured(rounds=ROUNDS, given_again=given_again)


def test_without_the_locks_it_comes_back_twice(benefit: Benefit, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: both have read the receipt before either writes."""
    union = benefit.organisation
    one, two = make_officer(union), make_officer(union, name="另一位")
    person = make_person("林晓", union=union)
    handed(benefit, person, one)()
    receipt = Receipt.objects.get()
    gate = threading.Barrier(2)

    def read_and_wait(*given: Any) -> list[Receipt]:
        rows = list(Receipt.objects.filter(person=person))
        gate.wait(PATIENCE)
        return rows

    monkeypatch.setattr(giving, "LOCK_PEOPLE", "SELECT")
    monkeypatch.setattr(giving, "LOCK_STOCK", "SELECT")
    monkeypatch.setattr(revoking, "_locked", read_and_wait)
    # What the statement asks again under the lock, too.
    monkeypatch.setattr(revoking, "REVOKE", revoking.REVOKE.replace("AND r.revoked_at IS NULL", ""))
    assert all_at_once([back(receipt, benefit, one), back(receipt, benefit, two)]) == ["done", "done"]
    tie = ties(Stock.objects.all())
    assert (tie.on_hand, tie.is_right) == (PIECES + 1, False)
