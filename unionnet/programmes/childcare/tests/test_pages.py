# SPDX-License-Identifier: Apache-2.0
"""Pages ask a bounded number of questions, and survive what people and machines send."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.programmes.childcare.actions import enter, put_on_duty, receive
from unionnet.programmes.childcare.models import CareClass, CareDay, Child
from unionnet.programmes.childcare.tests.makers import make_child, make_class

pytestmark = pytest.mark.django_db
NASTY = ("\u202e名", "9" * 5000, "😀" * 40, "<b>", "' OR 1=1 --")


@pytest.fixture
def union() -> Organisation:
    return make_union("金昌市总工会", kind="city_federation", region_code="620300")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def care_class(union: Organisation, officer: Person) -> CareClass:
    found = make_class(union, officer)
    put_on_duty(found, officer, by=officer)
    return found


def bring(union: Organisation, care_class: CareClass, officer: Person, number: int) -> Child:
    child = make_child(make_person(f"家长{number}", union=union), "小苗")
    enter(child, care_class, by=child.guardian)
    receive(care_class, child, by=officer)
    return child


def test_the_roll_asks_no_more_for_more_children(
    client: Client,
    union: Organisation,
    officer: Person,
    care_class: CareClass,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    sign_in(client, officer)
    addresses = (
        f"/childcare/duty/{care_class.public_id}/",
        f"/childcare/duty/{care_class.public_id}/care",
        f"/desk/childcare/{care_class.public_id}/",
        "/desk/childcare/",
        "/childcare/",
    )
    for number in range(12):
        bring(union, care_class, officer, number)
    for address in addresses:
        client.get(address)
        with django_assert_max_num_queries(32):
            assert client.get(address).status_code == 200


def test_forms_survive_what_is_sent(
    client: Client, union: Organisation, officer: Person, care_class: CareClass
) -> None:
    child = bring(union, care_class, officer, 1)
    sign_in(client, child.guardian)
    page = f"/childcare/children/{child.public_id}"
    for nasty in NASTY:
        new = {"name": nasty, "born_on": "2018-01-01", "relation": nasty, "agreed": nasty}
        assert client.post("/childcare/children/new", new).status_code in (302, 409, 422)
        one = {"name": nasty, "relation": "grand", "phone": nasty}
        assert client.post(f"{page}/pickups", one).status_code in (409, 422)
        assert client.post(f"{page}/care", {"text": nasty}).status_code in (302, 422)
        there = f"/childcare/classes/{care_class.public_id}/enter"
        assert client.post(there, {"child": nasty}).status_code == 404
    sign_in(client, officer)
    for nasty in NASTY:
        mark = {"child": nasty, "mark": nasty, "pickup": nasty, "kept": nasty}
        duty = f"/childcare/duty/{care_class.public_id}/"
        assert client.post(duty, mark, HTTP_ACCEPT="application/json").json()["ok"] is False
        assert client.post("/desk/childcare/new", {"title": nasty, "first_day": nasty}).status_code == 422
        roll = client.get(f"/desk/childcare/{care_class.public_id}/roll", {"day": nasty})
        assert roll.status_code == 200
    assert Child.objects.count() == 1


def test_a_tap_that_was_kept_counts_when_it_was_made_and_never_ahead(
    client: Client, union: Organisation, officer: Person, care_class: CareClass
) -> None:
    child = make_child(make_person("苗师傅", union=union))
    enter(child, care_class, by=child.guardian)
    sign_in(client, officer)
    ahead = {"child": child.public_id, "mark": "came", "kept": 2**33}
    duty = f"/childcare/duty/{care_class.public_id}/"
    assert client.post(duty, ahead, HTTP_ACCEPT="application/json").json()["ok"] is True
    assert CareDay.objects.get().came_at <= database_now()
    assert "到班" in text_of(client.get(duty))
