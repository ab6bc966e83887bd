# SPDX-License-Identifier: Apache-2.0
"""A child has no account: its guardian is told, in words that name nobody."""

from __future__ import annotations

import pytest

from tests.makers import make_officer, make_person, make_union
from tests.settling import deliver_everything
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.sweeps import load
from unionnet.programmes.childcare.actions import (
    call_off,
    enter,
    hand_over,
    leave,
    put_on_duty,
    receive,
    turn_away,
)
from unionnet.programmes.childcare.models import CareClass, Child, Pickup
from unionnet.programmes.childcare.tests.makers import make_child, make_class

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _as_in_the_worker() -> None:
    load()


@pytest.fixture
def union() -> Organisation:
    return make_union("金昌市总工会", kind="city_federation", region_code="620300")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def care_class(union: Organisation, officer: Person) -> CareClass:
    """With one place, and the officer on duty."""
    found = make_class(union, officer, places=1)
    put_on_duty(found, officer, by=officer)
    return found


@pytest.fixture
def child(union: Organisation, care_class: CareClass) -> Child:
    found = make_child(make_person("苗师傅", union=union))
    enter(found, care_class, by=found.guardian)
    return found


def told(child: Child) -> list[str]:
    deliver_everything()
    rows = Notice.objects.filter(person=child.guardian).order_by("pk")
    assert not any(child.person.name in f"{row.title}{row.text}{row.facts}" for row in rows)
    return [row.kind for row in rows]


def test_the_guardian_is_told_when_the_child_goes_home(
    care_class: CareClass, child: Child, officer: Person
) -> None:
    receive(care_class, child, by=officer)
    assert told(child) == []
    hand_over(care_class, child, Pickup.objects.get(), by=officer)
    assert told(child) == told(child) == ["childcare.picked_up"]


def test_the_guardian_is_told_when_somebody_else_came(
    care_class: CareClass, child: Child, officer: Person
) -> None:
    turn_away(care_class, child, by=officer)
    assert told(child) == ["childcare.pickup_refused"]


def test_a_place_that_is_kept_is_told_to_the_guardian_of_the_next(
    care_class: CareClass, child: Child, union: Organisation
) -> None:
    second = make_child(make_person("田师傅", union=union), "小田")
    enter(second, care_class, by=second.guardian)
    leave(child, care_class, by=child.guardian)
    assert told(second) == ["childcare.place"]
    assert told(child) == []  # one's own deed


def test_a_class_that_is_called_off_is_told_with_its_reason(
    care_class: CareClass, child: Child, officer: Person
) -> None:
    call_off(care_class, "场地维修", by=officer)
    assert told(child) == ["childcare.off"]
    facts = Notice.objects.get(person=child.guardian).facts
    assert facts
    assert facts["reason"] == "场地维修"
