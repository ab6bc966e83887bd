# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.people.models import Person
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.booking.actions import Wish, book, book_series, cancel, close_days, lay_down, undo
from unionnet.tools.booking.models import Booking, Resource
from unionnet.tools.booking.queries import alternatives, party_of
from unionnet.tools.booking.tests.makers import MONDAY, NOW, booked, hour, make_resource

pytestmark = pytest.mark.django_db


def why(*args: Any, **more: Any) -> str:
    """The code of the "no"."""
    with pytest.raises(Refusal) as no:
        book(*args, **{"at": NOW, **more})
    return no.value.code


@pytest.fixture
def court() -> Resource:
    return make_resource()


@pytest.fixture
def lin(court: Resource) -> Person:
    return make_person("林晓", union=court.organisation)


def test_the_first_has_it_and_the_second_is_offered_what_is_near(court: Resource, lin: Person) -> None:
    second = make_person("小王", union=court.organisation)
    twin = make_resource(court.organisation, name="羽毛球馆 2 号场")
    first = booked(court, lin, hour(19))
    assert (first.state, first.unit, first.turn, first.ends_at) == ("confirmed", 1, 1, hour(20))
    assert why(Wish(court, hour(19)), by=second) == "taken"
    party = party_of(court, NOW, person=second, union=None)
    offered = alternatives(court, hour(19), 1, party, NOW)
    assert [(each.resource, each.stay.starts_at) for each in offered] == [
        (court, hour(18)),
        (twin, hour(19)),
        (court, hour(20)),
    ]


def test_asking_twice_gives_the_booking_one_has(court: Resource, lin: Person) -> None:
    first = booked(court, lin, hour(19))
    assert booked(court, lin, hour(19)) == first
    assert Booking.objects.count() == 1
    assert list(Entry.objects.filter(fact="booking.booked").values_list("actor_id", flat=True)) == [lin.pk]


def test_units_alike_are_given_out_one_by_one(court: Resource) -> None:
    beds = make_resource(court.organisation, name="床位", kind="bed", units=2, by_night=True)
    guests = [make_person(f"司机{n}", union=court.organisation) for n in range(3)]
    night = hour(14)
    assert [booked(beds, each, night).unit for each in guests[:2]] == [1, 2]
    assert why(Wish(beds, night), by=guests[2]) == "taken"
    assert booked(beds, guests[2], hour(14, day=1), slots=2).ends_at == hour(12, day=3)


def test_a_person_has_one_a_day_and_a_union_two(court: Resource, lin: Person) -> None:
    booked(court, lin, hour(9))
    assert why(Wish(court, hour(10)), by=lin) == "a_day_full"
    assert booked(court, lin, hour(10, day=1)).turn == 1
    officer, union = make_officer(court.organisation), court.organisation
    turns = [booked(court, officer, hour(clock), union=union, slots=2).turn for clock in (11, 15)]
    assert turns == [1, 2]
    assert why(Wish(court, hour(18), union=union), by=officer) == "a_day_full"


def test_the_terms_of_the_union_outrank_the_rulebook(court: Resource, lin: Person) -> None:
    lay_down(court.organisation, "venue", by=lin, person_a_day=2, horizon_days=3)
    assert [booked(court, lin, hour(clock)).turn for clock in (9, 10)] == [1, 2]
    with pytest.raises(Refusal, match="最早提前 3 天") as no:
        booked(court, lin, hour(9, day=4))
    assert str(no.value.rule) == "“永宁街道总工会”的预约规则"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"audience": "unions"}, "unions_only"),
        ({"audience": "real_name"}, ""),
        ({}, ""),
        ({"withdrawn_at": NOW}, "withdrawn"),
    ],
)
def test_who_may_book_is_said_by_the_resource(
    court: Resource, lin: Person, given: dict[str, Any], code: str
) -> None:
    Resource.objects.filter(pk=court.pk).update(**given)
    if code:
        assert why(Wish(court, hour(9)), by=lin) == code
    else:
        assert booked(court, lin, hour(9)).person == lin


def test_strangers_to_the_union_are_told_what_to_do(court: Resource) -> None:
    visitor = make_person("访客", real_name=False)
    known = make_person("实名")
    assert [why(Wish(court, hour(9)), by=each) for each in (visitor, known)] == [
        "real_name_only",
        "members_only",
    ]
    Resource.objects.filter(pk=court.pk).update(open_to=court.organisation)
    elsewhere = make_person("别处的", union=make_union("别处总工会"))
    assert why(Wish(court, hour(9)), by=elsewhere) == "not_yours_to_book"


@pytest.mark.parametrize(
    ("starts_at", "slots", "code"),
    [
        (hour(7), 1, "not_open_then"),
        (hour(21), 1, "not_open_then"),
        (hour(9) + timedelta(minutes=20), 1, "not_open_then"),
        (hour(9, day=-1), 1, "past"),
        (hour(9, day=15), 1, "too_early"),
    ],
)
def test_only_slots_of_the_timetable_are_given(
    court: Resource, lin: Person, starts_at: Any, slots: int, code: str
) -> None:
    assert why(Wish(court, starts_at, slots), by=lin) == code


def test_a_closing_calls_off_what_was_booked_and_takes_no_more(court: Resource, lin: Person) -> None:
    got = booked(court, lin, hour(9, day=1))
    day = MONDAY + timedelta(days=1)
    assert close_days(court, day, day, "检修", by=lin, at=NOW) == [got]
    got.refresh_from_db()
    assert (got.state, got.note) == ("cancelled", "检修")
    assert why(Wish(court, hour(10, day=1)), by=lin) == "not_open_then"


def test_called_off_in_time_and_taken_back_while_it_is_free(court: Resource, lin: Person) -> None:
    got = booked(court, lin, hour(19))
    with pytest.raises(Refusal, match="开始前 30 分钟"):
        cancel(got, by=lin, at=hour(18) + timedelta(minutes=31))
    cancel(got, by=lin, at=hour(12))
    assert undo(got, by=lin, at=hour(12) + timedelta(minutes=9)).state == "confirmed"
    cancel(got, by=lin, at=hour(13))
    with pytest.raises(Refusal, match="恢复的时间已经过了"):
        undo(got, by=lin, at=hour(13) + timedelta(minutes=11))
    booked(court, make_person("小王", union=court.organisation), hour(19))
    with pytest.raises(Refusal, match="已经给了别人"):
        undo(got, by=lin, at=hour(13) + timedelta(minutes=1))


def test_a_series_books_what_is_free_and_lists_the_rest(court: Resource, lin: Person) -> None:
    booked(court, lin, hour(19, day=7))
    officer, union = make_officer(court.organisation), court.organisation
    wish = Wish(court, hour(19), slots=2, union=union, purpose="舞蹈队训练")
    _series, got, missed = book_series(wish, MONDAY + timedelta(weeks=3), by=officer, at=NOW)
    assert [each.starts_at for each in got] == [hour(19), hour(19, day=14), hour(19, day=21)]
    assert [day for day, _why in missed] == [MONDAY + timedelta(weeks=1)]
    assert Booking.objects.get(person=lin).state == "confirmed"


def test_the_database_lets_no_two_live_on_one_unit(court: Resource, lin: Person) -> None:
    got = booked(court, lin, hour(19))
    got.pk, got.public_id, got.turn = None, "another12345", 2
    with pytest.raises(IntegrityError, match="one_unit_one_booking"), transaction.atomic():
        got.save(force_insert=True)


def test_the_desk_books_for_a_guest_within_the_same_limits(court: Resource, lin: Person) -> None:
    officer, other = make_officer(court.organisation, name="前台"), make_officer(make_union("别处"))
    got = book(Wish(court, hour(19), guest=lin), by=officer, at=NOW)
    assert (got.person, got.by, got.state) == (lin, officer, Booking.State.CONFIRMED)
    assert why(Wish(court, hour(20), guest=lin), by=officer) == "a_day_full"
    assert why(Wish(court, hour(20), guest=lin), by=other) == "elsewhere"
    assert why(Wish(court, hour(20), guest=lin), by=make_person("王骑手")) == "elsewhere"
    secret = make_resource(court.organisation, name="心理咨询室", kind="counsellor", slot_minutes=60)
    assert why(Wish(secret, hour(10), guest=lin), by=officer) == "person_only"
    assert Booking.objects.count() == 1


def test_all_the_rules_ask_comes_in_one_question(
    court: Resource, lin: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    book(Wish(court, hour(19)), by=lin, at=NOW)  # words the question
    other = make_person("小王", union=court.organisation)
    with django_assert_num_queries(4):  # savepoint, what is known, the fact, release; the booking is prepared
        book(Wish(court, hour(20)), by=other, at=NOW)
