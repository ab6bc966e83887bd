# SPDX-License-Identifier: Apache-2.0
"""Claim 1 once more: those who withdrew by mistake take it back while a crowd runs for the same places.
Whoever gets one, nobody gets one too many, and everybody is told the truth."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.db.models import F
from django.db.models.functions import Least

from tests.figures import figure
from tests.races.ground import Phone, in_parallel, make_crowd, open_offer, serving
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.tools.enrolment.actions import Request, enrol_all, undo, withdraw
from unionnet.tools.enrolment.models import Offer, Place, Undo

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True, databases=["default", "hot"])]
SEATS, ROUNDS = figure("SEATS", 30), figure("ROUNDS", 2)


def emptied_by_mistake() -> tuple[Offer, list[Person]]:
    """Everybody had a place and has just given it up."""
    offer = open_offer(size=SEATS, waiting_size=0)
    people = list(Person.objects.filter(pk__in=make_crowd(SEATS)))
    enrol_all([Request(person.pk, offer.pk) for person in people], by=None)
    for person in people:
        withdraw(person, offer, by=person)
    return offer, people


def take_back(person: Person, offer: Offer) -> str:
    try:
        return undo(person, offer, by=person).receipt
    except Refusal as no:
        return no.code


def come(port: int, person: int, offer: Offer) -> str:
    phone = Phone(port, person)
    try:
        said = phone.ask(offer.public_id).said
        return str(said.get("receipt") or said["code"])
    finally:
        phone.hang_up()


def race(port: int, offer: Offer, owners: list[Person], crowd: list[int]) -> tuple[list[str], list[str]]:
    """Owners and newcomers by turns, all begun together: what each was told."""
    tasks: list[Callable[[], str]] = []
    for owner, newcomer in zip(owners, crowd, strict=True):
        tasks += [partial(take_back, owner, offer), partial(come, port, newcomer, offer)]
    told = in_parallel(tasks, threads=16)
    return told[0::2], told[1::2]


def test_no_place_is_given_twice_while_withdrawals_are_undone() -> None:
    with serving() as server:
        for _ in range(ROUNDS):
            offer, owners = emptied_by_mistake()
            told = race(server.port, offer, owners, make_crowd(SEATS))
            offer.refresh_from_db()
            receipts = set(Place.objects.filter(offer=offer).values_list("receipt", flat=True))
            back, came = ({each for each in side if "-" in each} for side in told)
            assert (len(receipts), offer.taken) == (SEATS, SEATS)
            assert back | came == receipts
            assert set(told[0]) - back <= {"place_gone"}
            assert set(told[1]) - came <= {"full"}
            assert Undo.objects.filter(withdrawal__offer=offer).count() == len(back)


def test_without_lock_and_guard_the_same_race_oversells(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: judged by what was read, counted without asking."""
    undoing: Any = import_module("unionnet.tools.enrolment.actions.undoing")
    offer, owners = emptied_by_mistake()
    as_read = Offer.objects.select_related("organisation", "open_to").get(pk=offer.pk)

    def count_blindly(_kind: object, _offer: Offer) -> None:
        Offer.objects.filter(pk=offer.pk).update(taken=Least(F("taken") + 1, F("size")))

    monkeypatch.setattr(undoing, "locked", lambda _offer: as_read)
    monkeypatch.setattr(undoing, "_count_again", count_blindly)
    with serving() as server:
        race(server.port, offer, owners, make_crowd(SEATS))
    assert Place.objects.filter(offer=offer).count() > SEATS
