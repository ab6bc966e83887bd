# SPDX-License-Identifier: Apache-2.0
"""One union binds a person whatever hands move at once; and without the guard the race is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.database import OWNER_URL
from tests.makers import make_officer, make_person, make_union
from unionnet.directory.people import actions
from unionnet.directory.people.models import MEMBER_STATES, Membership, MembershipSpan, Person, Transfer
from unionnet.directory.people.tests.test_actions import filled
from unionnet.directory.people.tests.test_races import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
HANDS = 4
GUARD = (
    "CREATE UNIQUE INDEX one_union_a_person ON people_membership (person_id) "
    "WHERE state IN ('active', 'transferring', 'auto_withdraw_proposed', 'retained')"
)


@contextmanager
def unguarded() -> Iterator[None]:
    """The product without its constraint."""
    with psycopg.connect(OWNER_URL, autocommit=True) as db:
        db.execute("DROP INDEX one_union_a_person")
        try:
            yield
        finally:
            db.execute("DELETE FROM people_membershipspan; DELETE FROM people_membership")
            db.execute(GUARD)


def bound(person: Person) -> int:
    return Membership.objects.filter(person=person, state__in=MEMBER_STATES).count()


def back_here_and_in_there() -> tuple[Person, list[Callable[[], str]]]:
    """Somebody left by mistake and applied elsewhere: one union undoes, the other approves, at once."""
    here, there = make_union("双江街道总工会"), make_union("人和街道总工会")
    old, new = make_officer(here), make_officer(there)
    visitor = actions.open_account("13900001111").person
    left = actions.approve(actions.apply_to_join(visitor, here, filled(), by=visitor), by=old)
    actions.turn(left, "leave", by=old, reason="本人申请", basis="3 号")
    asked = actions.apply_to_join(visitor, there, filled(), by=visitor)

    def undo() -> str:
        actions.undo_last(left, "登记错了", by=old)
        return "bound"

    def approve() -> str:
        actions.approve(asked, by=new)
        return "bound"

    return visitor, [undo, approve] * HANDS


def test_undoing_here_and_approving_there_bind_once() -> None:
    person, deeds = back_here_and_in_there()
    all_at_once(deeds)
    assert bound(person) == 1


def test_without_the_constraint_two_unions_would_bind(monkeypatch: pytest.MonkeyPatch) -> None:
    for verb in (actions.life, actions.review):  # the projection would stumble over two rows a person
        monkeypatch.setattr(verb, "refresh_standing", lambda _people: 0)
    person, deeds = back_here_and_in_there()
    with unguarded():
        all_at_once(deeds)
        assert bound(person) == 2


def test_both_unions_and_the_member_act_at_once() -> None:
    """Released, accepted, refused and taken back in the same moment: one outcome, one open span."""
    here, there = make_union("双江街道总工会"), make_union("人和街道总工会")
    lin, old, new = make_person("林晓", union=here), make_officer(here), make_officer(there)
    transfer = actions.ask_transfer(lin.memberships.get(), there, "换了单位", by=lin)
    deeds: list[Callable[[], str]] = [
        lambda: str(actions.release(transfer, by=old).pk),
        lambda: str(actions.accept(transfer, by=new).pk),
        lambda: str(actions.refuse_transfer(transfer, "receiving", "查无此人", by=new).pk),
        lambda: str(actions.take_transfer_back(transfer, by=lin).pk),
    ]
    all_at_once(deeds * 2)
    closed = Transfer.objects.get()
    assert closed.outcome in {"done", "refused", "taken_back"}
    membership = lin.memberships.get()
    assert membership.organisation == (there if closed.outcome == "done" else here)
    assert MembershipSpan.objects.filter(person=lin, until=None).count() == 1
    assert bound(lin) == 1
