# SPDX-License-Identifier: Apache-2.0
"""The clock: each union is told of once at each mark, and many unions in one notice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.makers import make_officer
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice
from unionnet.programmes.committees.actions import check_everything, leave_seat, remind
from unionnet.programmes.committees.models import Committee
from unionnet.programmes.committees.tests.makers import (
    MONDAY,
    TODAY,
    make_committee,
    make_town,
    make_village,
)

pytestmark = pytest.mark.django_db
END = date(2026, 9, 1)


@pytest.fixture
def town() -> tuple[Organisation, Person]:
    return make_town()


def on(day: date) -> int:
    """Of how many unions the sweep of that day tells somebody."""
    return remind(at=MONDAY + (day - TODAY))


def ends_on(own: Committee, day: date) -> None:
    Committee.objects.filter(pk=own.pk).update(until=day)
    check_everything(at=MONDAY)


def told(person: Person) -> list[tuple[str, str]]:
    notices = Notice.objects.filter(person=person).order_by("id")
    return [(notice.headline, notice.body) for notice in notices]


def test_a_term_is_told_of_at_ninety_thirty_and_no_days(town: tuple[Organisation, Person]) -> None:
    union, officer = town
    ends_on(make_committee(make_village(union), officer), END)
    days = [91, 90, 90, 60, 30, 29, 0, 0, -5]
    assert [on(END - timedelta(days=each)) for each in days] == [0, 1, 0, 0, 1, 0, 1, 0, 0]
    assert told(officer)[0] == ("1 个工会的任期将满或已满", "青坪村联合工会，请安排换届。")
    assert len(told(officer)) == 3


def test_what_is_over_already_is_told_of_once(town: tuple[Organisation, Person]) -> None:
    union, officer = town
    own = make_officer(make_village(union), name="村干部")
    villages = [make_village(union, f"第{number}村联合工会") for number in range(5)]
    for village in villages:
        make_committee(village, officer)
    check_everything(at=MONDAY)
    assert (on(TODAY), on(TODAY + timedelta(days=1))) == (5, 0)
    assert told(officer) == [
        (
            "5 个工会的任期将满或已满",
            "第0村联合工会、第1村联合工会、第2村联合工会…，请安排换届。",
        )
    ]
    assert told(own) == []


def test_an_empty_chair_is_told_of_at_sixty_and_ninety_days(town: tuple[Organisation, Person]) -> None:
    union, officer = town
    village = make_village(union)
    own = make_officer(village, name="村干部")
    committee = make_committee(village, officer, since=date(2025, 3, 1), years=5)
    leave_seat(committee.seats.get(post="chair"), "retired", TODAY, by=officer, at=MONDAY)
    days = [59, 60, 61, 89, 90, 91, 400]
    assert [on(TODAY + timedelta(days=each)) for each in days] == [0, 1, 0, 0, 1, 0, 0]
    assert told(own)[0] == ("1 个工会的主席空缺", "青坪村联合工会，请尽快补选。")
    assert len(told(officer)) == len(told(own)) == 2
