# SPDX-License-Identifier: Apache-2.0
"""Everybody concerned is told, once, after the commit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.makers import make_officer, make_person, make_union
from tests.settling import deliver_everything
from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.journal.models import Undelivered
from unionnet.foundation.sweeps import load
from unionnet.tools.enrolment import listeners
from unionnet.tools.enrolment.actions import (
    Request,
    cancel_offer,
    change_offer,
    draw_lots,
    enrol_all,
    freeze_roster,
    lapse,
    make_offer,
    mark_absent,
    withdraw,
)
from unionnet.tools.enrolment.facts import PlaceOffered
from unionnet.tools.enrolment.models import Draw, Invitation, Offer
from unionnet.tools.enrolment.tests.makers import NOON, OPENING

pytestmark = pytest.mark.django_db(transaction=True)
CLOSED = OPENING + timedelta(days=7)


@pytest.fixture(autouse=True)
def _as_in_the_worker() -> None:
    load()


def made(size: int, count: int, **terms: object) -> tuple[Offer, Person, list[Person]]:
    union = make_union("永宁街道总工会")
    officer = make_officer(union)
    given = {"audience": "everyone", "opens_at": OPENING, "closes_at": CLOSED, "title": "瑜伽", **terms}
    offer = make_offer(union, by=officer, size=size, **given)
    crowd = [make_person(f"会员{n}") for n in range(count)]
    enrol_all([Request(person.pk, offer.pk) for person in crowd], by=None, at=NOON)
    return offer, officer, crowd


def told() -> list[tuple[str, str]]:
    deliver_everything()
    assert Undelivered.objects.count() == 0
    return sorted(Notice.objects.values_list("person__name", "kind"))


def test_taking_a_place_oneself_needs_no_notice() -> None:
    made(1, 2)
    assert told() == []


def test_the_first_who_waits_is_told_of_the_kept_place_and_of_its_lapse() -> None:
    offer, _officer, (a, b, c) = made(1, 3, confirm_minutes=30)
    withdraw(a, offer, by=a, at=NOON)
    assert told() == [("会员1", "enrolment.place_offered")]
    lapse(at=NOON + timedelta(minutes=31))
    assert told() == [
        ("会员1", "enrolment.place_given_up"),
        ("会员1", "enrolment.place_offered"),
        ("会员2", "enrolment.place_offered"),
    ]


def test_hearing_twice_tells_once() -> None:
    offer, _officer, (a, b) = made(1, 2, confirm_minutes=30)
    withdraw(a, offer, by=a, at=NOON)
    fact = PlaceOffered(offer.pk, b.pk, Invitation.objects.get().pk)
    listeners.say_a_place_is_kept(fact)
    listeners.say_a_place_is_kept(fact)
    assert Notice.objects.count() == 1


def test_another_time_is_told_and_a_better_summary_is_not() -> None:
    offer, officer, _crowd = made(1, 2)
    change_offer(offer, by=officer, summary="请自带瑜伽垫", at=NOON)
    assert told() == []
    change_offer(offer, by=officer, starts_at=CLOSED + timedelta(days=1), at=NOON)
    change_offer(offer, by=officer, starts_at=CLOSED + timedelta(days=2), at=NOON)
    kinds = [kind for _name, kind in told()]
    assert set(kinds) == {"enrolment.offer_changed"}


def test_calling_off_reaches_all_with_the_reason() -> None:
    offer, officer, _crowd = made(1, 2)
    cancel_offer(offer, "教师请假", by=officer, at=NOON)
    assert told() == [("会员0", "enrolment.offer_cancelled"), ("会员1", "enrolment.offer_cancelled")]
    assert "教师请假" in str(Notice.objects.first().facts)  # type: ignore[union-attr]


def test_a_draw_tells_winners_and_the_others() -> None:
    _offer, officer, _crowd = made(1, 3, mode="lottery")
    draw_lots(freeze_roster(Draw.objects.get(), by=officer, at=CLOSED), by=officer, at=CLOSED)
    kinds = sorted(kind for _name, kind in told())
    assert kinds == ["enrolment.not_drawn", "enrolment.not_drawn", "enrolment.place_taken"]


def test_a_pause_is_told_with_its_end() -> None:
    offer, officer, _crowd = made(1, 1)
    for session in ("L1", "L2"):
        mark_absent(offer, by=officer, session=session, at=NOON)
    assert told() == [("会员0", "enrolment.paused")]
