# SPDX-License-Identifier: Apache-2.0
"""The database keeps the table that members are searched in, whoever writes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import OuterRef, Subquery

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.actions import found_organisation, move_organisation
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import relist, relisting
from unionnet.directory.people.models import Listing, ListingMove, Membership, Person, Standing
from unionnet.directory.people.posts import Reach
from unionnet.directory.people.queries import found_members, listed_within
from unionnet.directory.people.standings import refresh_standing, restand_subtree
from unionnet.foundation.scope import on_behalf_of

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


def test_a_list_follows_its_county(union: Organisation, member: Person) -> None:
    other = make_person("秦朗", union=make_union("青龙街道总工会"))
    before = listed(other)
    restand_subtree(union.path, "00090001")
    assert relist() == 1
    assert listed(member) == ("00090001", "林晓", "linxiao|lx", "lx")
    assert listed(other) == before
    assert not ListingMove.objects.exists()
    assert relist() == 0


def found(county: Organisation, words: str) -> list[str]:
    """Whom an officer of the county finds, as a request asks."""
    officer = make_officer(county)
    with on_behalf_of(officer.pk) as scope:
        scope.reaches([county.path])
        return sorted(row.person.name for row in found_members(officer, words=words))


def test_members_are_found_where_they_are_while_their_list_follows() -> None:
    city = make_union("重庆市总工会", kind="city_federation")
    west, east, north = (make_union(f"{name}区总工会", city, kind="county_federation") for name in "西东北")
    chief = make_officer(city)
    town = found_organisation("双江街道总工会", "township_federation", west, by=chief)
    plant = found_organisation("甲厂工会", "enterprise_union", town, by=chief)
    for name, union in (("林晓", plant), ("林静", town), ("林远", east)):
        make_person(name, union=union)

    def everywhere() -> list[list[str]]:
        return [found(Organisation.objects.get(pk=each.pk), "林") for each in (west, east, north)]

    assert everywhere() == [["林晓", "林静"], ["林远"], []]
    move_organisation(town, east, by=chief)
    assert everywhere() == [[], ["林晓", "林远", "林静"], []]
    move_organisation(Organisation.objects.get(pk=plant.pk), north, by=chief)
    assert everywhere() == [[], ["林远", "林静"], ["林晓"]]
    move_organisation(Organisation.objects.get(pk=town.pk), west, by=chief)
    told = [["林静"], ["林远"], ["林晓"]]
    assert everywhere() == told
    while ListingMove.objects.exists():
        relist()
        assert everywhere() == told
    where = Standing.objects.filter(pk=OuterRef("pk")).values("path")
    assert not Listing.objects.exclude(path=Subquery(where)).exists()


def test_a_subtree_that_goes_to_and_fro_is_looked_for_in_few_places(union: Organisation) -> None:
    member, ways = make_person("林晓", union=union), ("00080001", "00090001")
    before = union.path
    for number in range(30):
        after = f"{ways[number % 2]}{number:04d}"
        restand_subtree(before, after)
        before = after
    asked = listed_within(Reach((ways[1],)))
    assert Listing.objects.filter(asked).get().person == member
    assert len(asked.children) <= 32


def test_a_long_list_follows_in_steps(union: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relisting, "AT_ONCE", 2)
    plants = [make_union(f"{number}厂工会", union) for number in range(5)]
    people = [make_person("林晓", union=plant) for plant in plants]
    restand_subtree(union.path, "00090001")
    steps = []
    while ListingMove.objects.exists():
        steps.append(relist())
    assert steps == [3, 2]
    assert Listing.objects.filter(person__in=people, path__startswith="00090001").count() == 5


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
