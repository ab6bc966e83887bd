# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import start_of
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.memberday.actions import drop, end, hold, move, plan_year, start
from unionnet.programmes.memberday.models import MemberDay, Session
from unionnet.programmes.memberday.queries import coming, year_of
from unionnet.programmes.memberday.tests.makers import make_held, make_member_day
from unionnet.tools.benefits.actions import RaffleTerms, Try, pads_of, try_all

pytestmark = pytest.mark.django_db
MAY = start_of(date(2029, 5, 20))


@pytest.fixture
def union() -> Organisation:
    return make_union("东莞市总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def member_day(union: Organisation, officer: Person) -> MemberDay:
    return make_member_day(union, officer)


def test_a_year_is_planned_from_today_on_and_only_once(member_day: MemberDay, officer: Person) -> None:
    assert plan_year(member_day, 2029, by=officer, at=MAY) == 7
    assert plan_year(member_day, 2029, by=officer, at=MAY) == 0
    assert plan_year(member_day, 2030, by=officer, at=MAY) == 12
    days = list(Session.objects.order_by("on").values_list("on", flat=True)[:2])
    assert days == [date(2029, 6, 18), date(2029, 7, 18)]


def test_a_month_that_was_moved_is_not_planned_again(member_day: MemberDay, officer: Person) -> None:
    plan_year(member_day, 2030, by=officer, at=MAY)
    february = Session.objects.get(on=date(2030, 2, 18))
    move(february, date(2030, 2, 20), by=officer)
    assert plan_year(member_day, 2030, by=officer, at=MAY) == 0
    with pytest.raises(Refusal) as no:
        move(february, date(2030, 3, 18), by=officer)
    assert no.value.code == "day_taken"


def test_what_people_were_promised_is_neither_moved_nor_dropped(
    member_day: MemberDay, officer: Person
) -> None:
    session = make_held(member_day, date(2029, 6, 18), officer)
    for verb in (lambda: move(session, date(2029, 6, 19), by=officer), lambda: drop(session, by=officer)):
        with pytest.raises(Refusal) as no:
            verb()
        assert no.value.code == "held"
    assert session.raffle is not None
    again = hold(session, RaffleTerms("-", MAY, MAY + timedelta(days=1)), [], by=officer)
    assert again.raffle == session.raffle
    assert session.raffle.title == "乐18会员日 2029-06"


def test_ending_drops_what_has_no_raffle(member_day: MemberDay, officer: Person) -> None:
    plan_year(member_day, 2029, by=officer, at=MAY)
    make_held(member_day, date(2029, 6, 18), officer)
    end(member_day, by=officer)
    assert [session.on for session in Session.objects.all()] == [date(2029, 6, 18)]
    with pytest.raises(Refusal) as no:
        plan_year(member_day, 2030, by=officer, at=MAY)
    assert no.value.code == "ended"


def test_only_the_union_that_runs_it_changes_it(member_day: MemberDay) -> None:
    stranger = make_officer(make_union("别处工会"))
    for verb in (
        lambda: plan_year(member_day, 2030, by=stranger, at=MAY),
        lambda: start(member_day.organisation, "又一个", 8, by=stranger),
        lambda: end(member_day, by=stranger),
    ):
        with pytest.raises(Refusal) as no:
            verb()
        assert no.value.code == "elsewhere"


@pytest.mark.parametrize("day", [0, 29, 31])
def test_a_day_is_one_every_month_has(union: Organisation, officer: Person, day: int) -> None:
    with pytest.raises(Refusal) as no:
        start(union, "月末", day, by=officer)
    assert no.value.code == "no_such_day"


def test_who_came_twice_in_a_year_counts_once_among_the_persons(
    member_day: MemberDay, officer: Person
) -> None:
    people = [make_person(f"会员{n}", union=member_day.organisation) for n in range(6)]
    for month, crowd in ((6, people), (7, people[:4]), (8, [])):
        session = make_held(member_day, date(2029, month, 18), officer)
        assert session.raffle is not None
        pads = pads_of(session.raffle)
        noon = start_of(session.on) + timedelta(hours=12)
        try_all([Try(person.pk, session.raffle.pk, pads) for person in crowd], at=noon)
    year = year_of(member_day, 2029)
    assert (year.times, year.persons) == (10, 6)
    assert year.average == Decimal(5)
    assert [(each.times, each.persons) for each in year.sessions] == [(6, 6), (4, 4), (0, 0)]
    assert year_of(member_day, 2028).average is None


def test_what_is_coming_is_what_is_near(member_day: MemberDay, officer: Person, union: Organisation) -> None:
    elsewhere = make_union("别处工会")
    other = make_member_day(elsewhere, make_officer(elsewhere), "别处会员日")
    for each, by in ((member_day, officer), (other, make_officer(elsewhere))):
        plan_year(each, 2030, by=by, at=MAY)
    town = make_union("东坑镇总工会", union)
    member = make_person("会员", union=town)
    assert {session.member_day for session in coming(member, MAY)} == {member_day}
    assert {session.member_day for session in coming(None, MAY)} == {member_day, other}
