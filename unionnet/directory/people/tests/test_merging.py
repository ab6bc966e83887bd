# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.people.actions import ask_transfer, merge_members
from unionnet.directory.people.models import Membership, MembershipSpan, Person, Standing, Transfer
from unionnet.foundation.clock import database_now, local_date

pytestmark = pytest.mark.django_db


def own(person: Person) -> Membership:
    return Membership.objects.get(person=person)


def test_open_transfers_follow_the_merger() -> None:
    union, into, third = make_union("甲会"), make_union("乙会"), make_union("丙会")
    officer = make_officer(make_union("上级"))
    people = {
        name: make_person(name, union=home)
        for name, home in (("去乙", union), ("来甲", into), ("去丙", union), ("丙来", third))
    }
    ways = (("去乙", into), ("来甲", union), ("去丙", third), ("丙来", union))
    for name, to in ways:
        ask_transfer(own(people[name]), to, "换了单位", by=people[name])
    assert merge_members(union, into, on=local_date(database_now()), by=officer) == 2
    found = {
        name: (own(person).organisation, own(person).state, Transfer.objects.get(person=person).outcome)
        for name, person in people.items()
    }
    assert found == {
        "去乙": (into, "active", "taken_back"),
        "来甲": (into, "active", "taken_back"),
        "去丙": (into, "transferring", ""),
        "丙来": (third, "transferring", ""),
    }
    assert Transfer.objects.get(person=people["去丙"]).from_union == into
    assert Transfer.objects.get(person=people["丙来"]).to_union == into


def test_who_came_after_the_day_of_the_reply_has_days_in_order() -> None:
    union, into = make_union("甲会"), make_union("乙会")
    officer, late = make_officer(make_union("上级")), make_person("后来", union=union)
    today = local_date(database_now())
    Membership.objects.filter(person=late).update(decided_at=database_now())
    merge_members(union, into, on=today - timedelta(days=5), by=officer)
    days = MembershipSpan.objects.filter(person=late).order_by("id")
    assert list(days.values_list("since", "until")) == [(today, today), (today, None)]
    assert Standing.objects.get(person=late).path == into.path
    assert merge_members(union, into, on=date(2026, 1, 1), by=officer) == 0


def test_a_large_union_moves_in_a_handful_of_statements() -> None:
    union, into = make_union("甲会"), make_union("乙会")
    officer = make_officer(make_union("上级"))
    for number in range(40):
        make_person(f"会员{number}", union=union)
    with CaptureQueriesContext(connection) as asked:
        assert merge_members(union, into, on=date(2026, 3, 2), by=officer) == 40
    assert len(asked) <= 24
