# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.facts import OrganisationDissolved
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.facts import MembersMerged
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.reach.ending_news import tell_who_went_along, tell_whose_union_ended
from unionnet.directory.reach.models import Notice

pytestmark = pytest.mark.django_db


def applicant(name: str, union: Organisation) -> Person:
    person = make_person(name)
    Membership.objects.create(person=person, organisation=union, state="applied")
    return person


def merged(union: Organisation, into: Organisation, *people: Person) -> MembersMerged:
    rows = Membership.objects.filter(person__in=people)
    return MembersMerged(union.pk, into.pk, list(rows.values_list("pk", flat=True)))


def said_to(person: Person) -> list[str]:
    return [notice.body for notice in Notice.objects.filter(person=person)]


def test_who_went_along_hears_where_they_belong_and_whom_to_ask() -> None:
    union, into, third = make_union("甲会"), make_union("乙会"), make_union("丙会")
    make_officer(into, name="乙干部")
    lin, he = make_person("林晓", union=into), applicant("何师傅", into)
    gone = make_person("已转走", union=third)
    for _heard in range(2):
        tell_who_went_along(merged(union, into, lin, he, gone))
    assert said_to(lin) == ["甲会已并入乙会，您现在是乙会的会员，会员证号不变。有事请找乙会 乙干部。"]
    assert said_to(he) == ["甲会已并入乙会，您的入会申请由乙会继续审核，期限不变。有事请找乙会 乙干部。"]
    assert said_to(gone) == []


def test_where_nobody_holds_a_post_the_union_above_is_asked() -> None:
    town = make_union("江口镇总工会")
    union, into = make_union("甲会", town), make_union("乙会", town)
    lin = make_person("林晓", union=into)
    tell_who_went_along(merged(union, into, lin))
    assert said_to(lin)[0].endswith("有事请找乙会。")
    make_officer(town, name="镇干部")
    he = make_person("何师傅", union=into)
    tell_who_went_along(merged(union, into, he))
    assert said_to(he)[0].endswith("有事请找江口镇总工会 镇干部。")


def test_members_of_a_dissolved_union_hear_that_they_stay_members() -> None:
    town = make_union("江口镇总工会")
    make_officer(town, name="镇干部")
    union = make_union("甲会", town)
    lin, he, out = (
        make_person("林晓", union=union),
        applicant("何师傅", union),
        make_person("退了", union=union),
    )
    Membership.objects.filter(person=out).update(state="withdrawn")
    fact = OrganisationDissolved(union.pk, "2026-03-02")
    tell_whose_union_ended(fact)
    assert not Notice.objects.exists()  # it stands again, or has not ended yet
    Organisation.objects.filter(pk=union.pk).update(until=date(2026, 3, 2))
    for _heard in range(2):
        tell_whose_union_ended(fact)
    assert said_to(lin) == ["甲会已撤销，您的会籍保留，会员证号不变。办理会籍接转请找江口镇总工会 镇干部。"]
    assert said_to(he) == ["甲会已撤销，请撤回申请，另选工会。有事请找江口镇总工会 镇干部。"]
    assert said_to(out) == []


def test_a_large_union_is_told_in_a_handful_of_statements() -> None:
    union, into = make_union("甲会"), make_union("乙会")
    people = [make_person(f"会员{number}", union=into) for number in range(40)]
    fact = merged(union, into, *people)
    with CaptureQueriesContext(connection) as asked:
        tell_who_went_along(fact)
    assert Notice.objects.count() == 40
    assert len(asked) <= 14
