# SPDX-License-Identifier: Apache-2.0
"""Many hands at once: the unique constraints have the last word, and nobody gets an error page for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections, transaction
from django.test import Client

from tests.makers import make_officer, make_union
from unionnet.directory.people import actions
from unionnet.directory.people.models import Membership, Person, Standing
from unionnet.directory.people.tests.test_actions import filled
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "hot"]), pytest.mark.race]
HANDS = 8


def all_at_once(deeds: list[Callable[[], str]]) -> Counter[str]:
    """Start every deed at the same moment; count what they answer."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], str]) -> str:
        try:
            start.wait(10)
            return deed()
        except Refusal as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as hands:
        return Counter(hands.map(run, deeds))


def test_sixteen_taps_are_one_application() -> None:
    union, visitor = make_union("云阳县总工会"), actions.open_account("13900001111").person

    def tap() -> str:
        return actions.apply_to_join(visitor, union, filled(), by=visitor).state

    assert all_at_once([tap] * HANDS) == {"applied": HANDS}
    assert Membership.objects.count() == 1


def test_one_document_makes_one_person_however_many_phones_send_it() -> None:
    union = make_union("云阳县总工会")
    people = [actions.open_account(f"1390000{number:04d}").person for number in range(HANDS)]

    def send(person: Person) -> Callable[[], str]:
        return lambda: actions.apply_to_join(person, union, filled(), by=person).state

    assert all_at_once([send(person) for person in people]) == {"applied": 1, "id_taken": HANDS - 1}
    assert Person.objects.filter(real_name_at__isnull=False).count() == 1
    assert Membership.objects.count() == 1


def test_many_officers_approve_once() -> None:
    union = make_union("云阳县总工会")
    officers = [make_officer(union) for _each in range(HANDS)]
    visitor = actions.open_account("13900001111").person
    membership = actions.apply_to_join(visitor, union, filled(), by=visitor)

    def approve(officer: Person) -> Callable[[], str]:
        return lambda: actions.approve(membership, by=officer).state

    assert all_at_once([approve(officer) for officer in officers]) == {"active": HANDS}
    assert Standing.objects.get(person=visitor).path == union.path
    assert Entry.objects.filter(fact="people.membership_approved").count() == 1


def test_many_guesses_at_once_are_five_guesses() -> None:
    account = actions.prove_phone(actions.open_account("13900001111"), "13900001111")
    account.set_password("correct horse battery")
    account.save()

    guess = partial(_guess, "13900001111")
    assert all_at_once([guess] * HANDS) == {"wrong": 5, "stopped": HANDS - 5}


def test_who_checks_a_password_makes_nobody_behind_the_same_address_wait() -> None:
    """The count is committed at once: the lock on an address does not last as long as the request."""
    with ThreadPoolExecutor(1) as neighbour, transaction.atomic():
        assert _guess("13900001111") == "wrong"
        assert neighbour.submit(all_at_once, [lambda: _guess("13900002222")]).result(20) == {"wrong": 1}


def _guess(login: str) -> str:
    page = Client().post("/account/login/", {"login": login, "password": "no"}).content.decode()
    return "wrong" if "不对" in page else "stopped" if "试得太多了" in page else page
