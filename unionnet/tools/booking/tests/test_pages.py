# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.foundation.clock import database_now, local_date, start_of
from unionnet.tools.booking.actions import Wish, book, cancel
from unionnet.tools.booking.models import Booking, OpeningRule, Resource
from unionnet.tools.booking.tests.makers import make_resource

pytestmark = pytest.mark.django_db


def at(clock: int, day: int = 1) -> datetime:
    """That hour of a day to come."""
    return start_of(local_date(database_now())) + timedelta(days=day, hours=clock)


def stamp(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


@pytest.fixture
def court() -> Resource:
    return make_resource()


def test_two_taps_and_it_is_booked(client: Client, court: Resource) -> None:
    lin = make_person("林晓", union=court.organisation)
    assert "羽毛球馆 1 号场" in text_of(client.get("/booking/"))
    week = client.get(f"/booking/{court.public_id}/").content.decode()
    door = f"/booking/{court.public_id}/take"
    assert f'href="{door}?at={stamp(at(19))}"' in week
    assert client.get(f"{door}?at={stamp(at(19))}").status_code == 302  # to sign in
    sign_in(client, lin)
    assert "确认预约" in text_of(client.get(f"{door}?at={stamp(at(19))}"))
    page = client.post(door, {"at": stamp(at(19)), "who": "me", "slots": "1"}, follow=True)
    booking = Booking.objects.get()
    assert (booking.person, booking.starts_at, "约好了" in text_of(page)) == (lin, at(19), True)
    assert f"?at={stamp(at(19))}" not in client.get(f"/booking/{court.public_id}/").content.decode()
    assert "羽毛球馆 1 号场" in text_of(client.get("/booking/mine/"))
    own = f"/booking/mine/{booking.public_id}"
    told = client.get(f"{own}/booking.ics").content.decode()
    assert ("SUMMARY:羽毛球馆 1 号场" in told, "STATUS:CONFIRMED" in told) == (True, True)
    client.post(f"{own}/cancel")
    assert "恢复预约" in text_of(client.get(f"{own}/"))
    client.post(f"{own}/undo")
    assert Booking.objects.get().state == "confirmed"


def test_who_was_slower_is_offered_three_and_takes_one_with_one_tap(client: Client, court: Resource) -> None:
    first = make_person("林晓", union=court.organisation)
    book(Wish(court, at(19)), by=first)
    second = make_person("小王", union=court.organisation)
    sign_in(client, second)
    door = f"/booking/{court.public_id}/take"
    answer = client.post(door, {"at": stamp(at(19)), "who": "me", "slots": "1"})
    assert answer.status_code == 409
    assert "先约先得" in text_of(answer)
    assert answer.content.decode().count('name="at"') == 3
    client.post(door, {"at": stamp(at(18)), "who": "me", "slots": "1"})
    assert Booking.objects.get(person=second).starts_at == at(18)


def test_an_officer_books_for_the_union_and_longer(client: Client, court: Resource) -> None:
    Resource.objects.update(audience="unions")
    enterprise = make_union("远山机械厂工会", court.organisation, kind="enterprise_union")
    sign_in(client, make_officer(enterprise))
    door = f"/booking/{court.public_id}/take"
    assert "远山机械厂工会" not in text_of(client.get(f"/booking/{court.public_id}/"))
    said = {
        "at": stamp(at(14)),
        "who": enterprise.public_id,
        "slots": "3",
        "people": "12",
        "purpose": "女工羽毛球赛",
    }
    client.post(door, said)
    booking = Booking.objects.get()
    assert (booking.union, booking.person, booking.ends_at, booking.people) == (enterprise, None, at(17), 12)
    sign_in(client, make_person("普通会员", union=enterprise))
    assert "请联系您单位的工会" in text_of(client.get(f"/booking/{court.public_id}/"))


def test_a_no_is_a_page_with_its_rule(client: Client, court: Resource) -> None:
    lin = make_person("林晓", union=court.organisation)
    book(Wish(court, at(9)), by=lin)
    sign_in(client, lin)
    door = f"/booking/{court.public_id}/take"
    answer = client.post(door, {"at": stamp(at(12)), "who": "me", "slots": "1"})
    assert (answer.status_code, "每天最多 1 次" in text_of(answer)) == (409, True)
    assert "每人每天一次" in text_of(answer)


@pytest.mark.parametrize("said", ["", "x", "2026-13-45T10:00", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_nonsense_in_the_address_is_the_week(client: Client, court: Resource, said: str) -> None:
    sign_in(client, make_person("林晓"))
    assert client.get(f"/booking/{court.public_id}/take", {"at": said}).status_code in (200, 302)
    for name in ("from", "day", "q", "kind"):
        assert client.get("/booking/", {name: said}).status_code == 200
        assert client.get(f"/booking/{court.public_id}/", {name: said}).status_code == 200


def test_what_others_have_is_not_found(client: Client, court: Resource) -> None:
    booking = book(Wish(court, at(9)), by=make_person("林晓", union=court.organisation))
    sign_in(client, make_person("别人", union=court.organisation))
    assert client.get(f"/booking/mine/{booking.public_id}/").status_code == 404
    assert client.post(f"/booking/mine/{booking.public_id}/cancel").status_code == 404


def test_lists_cost_the_same_for_one_and_for_twenty(
    client: Client, court: Resource, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(19):
        made = make_resource(court.organisation, name=f"{n} 号场")
        book(Wish(made, at(9)), by=make_person(f"会员{n}", union=court.organisation))
    with django_assert_max_num_queries(8):
        assert text_of(client.get("/booking/")).count("号场") == 20
    with django_assert_max_num_queries(8):
        client.get(f"/booking/{court.public_id}/")


def test_the_desk_runs_a_resource(client: Client, court: Resource) -> None:
    officer = make_officer(court.organisation, name="周干部")
    sign_in(client, officer)
    said = {
        "union": court.organisation.name, "kind": "room", "name": "书画室", "units": "1",
        "slot_minutes": "120", "audience": "members", "day6": "09:00-12:00、14:00-18:00",
    }  # fmt: skip
    answer = client.post("/desk/booking/new", said)
    room = Resource.objects.get(name="书画室")
    assert answer.url == f"/desk/booking/{room.public_id}/"  # type: ignore[attr-defined]
    assert list(OpeningRule.objects.filter(resource=room).values_list("weekday", "opens", "closes")) == [
        (6, 540, 720),
        (6, 840, 1080),
    ]
    door = f"/desk/booking/{court.public_id}"
    lin = make_person("林晓", union=court.organisation)
    booking = book(Wish(court, at(9, day=0) + timedelta(days=1)), by=lin)
    monday = booking.day - timedelta(days=booking.day.weekday())
    assert "林晓" in text_of(client.get(f"{door}/?from={monday}"))
    assert "林晓" in text_of(client.get(f"{door}/sheet?day={booking.day}"))
    assert client.get(f"{door}/bookings.xlsx").status_code == 200
    assert client.get("/desk/booking/resources.xlsx").status_code == 200
    client.post(f"{door}/terms", {"person_a_day": "3"})
    assert "每人每天 3 次" in text_of(client.get(f"{door}/"))
    client.post(f"{door}/closing", {"since": str(booking.day), "until": str(booking.day), "reason": "检修"})
    booking.refresh_from_db()
    assert (booking.state, booking.note) == ("cancelled", "检修")
    assert "检修" in text_of(client.get(f"/booking/{court.public_id}/?from={booking.day}"))
    assert client.post(f"{door}/hours", {"day1": "9点到12点"}).status_code == 422


def test_the_desk_answers_and_books_every_week(client: Client, court: Resource) -> None:
    Resource.objects.update(needs_approval=True)
    lin = make_person("林晓", union=court.organisation)
    booking = book(Wish(court, at(9)), by=lin)
    assert booking.state == "asked"
    sign_in(client, make_officer(court.organisation))
    assert "林晓" in text_of(client.get("/desk/booking/waiting/"))
    client.post(f"/desk/booking/bookings/{booking.public_id}/answer", {"move": "accept"})
    booking.refresh_from_db()
    assert booking.state == "confirmed"
    door = f"/desk/booking/{court.public_id}/series"
    said = {"union": court.organisation.name, "starts_at": stamp(at(9)), "slots": "2",
            "until": str(booking.day + timedelta(weeks=3)), "purpose": "舞蹈队"}  # fmt: skip
    page = text_of(client.post(door, said))
    assert "约好 3 次，1 次没有约上" in page
    assert Booking.objects.filter(series__isnull=False, state="confirmed").count() == 3


def test_a_cancelled_booking_is_on_nobodys_list(client: Client, court: Resource) -> None:
    booking = book(Wish(court, at(9)), by=make_person("林晓", union=court.organisation))
    cancel(booking, by=booking.by)
    sign_in(client, make_officer(court.organisation))
    assert "林晓" not in text_of(client.get(f"/desk/booking/{court.public_id}/sheet?day={booking.day}"))


def test_a_worker_without_a_phone_books_at_the_desk(client: Client, court: Resource) -> None:
    lin = make_person("林晓", union=court.organisation)
    card = str(lin.memberships.get().card_no)
    desk, door = (
        sign_in(client, make_officer(court.organisation, name="前台")),
        f"/desk/booking/{court.public_id}/guest",
    )
    assert "代为预约" in text_of(desk.get(f"/desk/booking/{court.public_id}/"))
    said = {"code": card, "starts_at": stamp(at(19)), "slots": "1"}
    assert "没有这个会员证号的会员" in text_of(desk.post(door, {**said, "code": "12"}))
    assert "已为 林晓 约好" in text_of(desk.post(door, said, follow=True))
    assert Booking.objects.get().person == lin
    full = desk.post(door, {**said, "starts_at": stamp(at(20))})
    assert full.status_code == 422
    assert "每天最多 1 次" in text_of(full)
    for nonsense in ({"slots": "9" * 30}, {"starts_at": "0001-01-01T00:00"}):
        assert desk.post(door, said | nonsense).status_code == 422
