# SPDX-License-Identifier: Apache-2.0
"""The database keeps the table that members are searched in, whoever writes."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.makers import make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Listing, Membership, Person, Standing
from unionnet.directory.people.standings import refresh_standing, restand_subtree

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("双江街道总工会")


@pytest.fixture
def member(union: Organisation) -> Person:
    return make_person("林晓", union=union)


def listed(person: Person) -> tuple[str, str, str, str] | None:
    return Listing.objects.filter(person=person).values_list("path", "name", "pinyin", "initials").first()


def test_a_member_is_listed_where_they_belong(union: Organisation, member: Person) -> None:
    assert listed(member) == (union.path, "林晓", "linxiao|lx", "lx")
    assert listed(make_person("秦朗")) is None  # no member


def test_who_leaves_is_listed_no_more_and_who_comes_back_is(union: Organisation, member: Person) -> None:
    Membership.objects.filter(person=member).update(state="withdrawn")
    refresh_standing([member.pk])
    assert listed(member) is None
    Membership.objects.filter(person=member).update(state="active")
    refresh_standing([member.pk])
    assert listed(member) == (union.path, "林晓", "linxiao|lx", "lx")


def test_a_list_moves_with_its_county(union: Organisation, member: Person) -> None:
    other = make_person("秦朗", union=make_union("青龙街道总工会"))
    before = listed(other)
    restand_subtree(union.path, "00090001")
    assert listed(member) == ("00090001", "林晓", "linxiao|lx", "lx")
    assert listed(other) == before


def test_another_name_is_found_at_once(union: Organisation, member: Person) -> None:
    member.name = "林小晓"
    member.save()
    assert listed(member) == (union.path, "林小晓", "linxiaoxiao|lxx", "lxx")
    Person.objects.filter(pk=member.pk).update(name="", other_name="LIN XIAO", pinyin="")
    assert listed(member) == (union.path, "", "", "")
    assert Listing.objects.get(person=member).other_name == "LIN XIAO"


def test_a_standing_that_goes_takes_its_line_along(member: Person) -> None:
    Standing.objects.filter(person=member).delete()
    assert listed(member) is None


def test_whoever_was_a_member_before_is_filled_in(union: Organisation, member: Person) -> None:
    Listing.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_list(array_agg(person_id)) FROM people_standing")
    assert listed(member) == (union.path, "林晓", "linxiao|lx", "lx")
