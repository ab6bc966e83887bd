# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.makers import make_officer, make_person, sign_in
from tests.settling import deliver_everything
from unionnet.directory.people import cards
from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.clock import database_now, local_date, start_of
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.sweeps import load
from unionnet.tools.booking.actions import (
    Wish,
    book,
    cancel,
    close_past,
    decide,
    lift_ban,
    mark_missed,
    name_host,
)
from unionnet.tools.booking.actions import (
    sign_in as arrive,
)
from unionnet.tools.booking.models import Ban, Booking, Resource
from unionnet.tools.booking.tests.makers import NOW, booked, hour, make_resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def court() -> Resource:
    return make_resource(needs_sign_in=True)


@pytest.fixture
def lin(court: Resource) -> Person:
    return make_person("林晓", union=court.organisation)


def test_who_has_not_signed_in_by_the_end_did_not_come(court: Resource, lin: Person) -> None:
    plain = make_resource(court.organisation, name="不用签到的", kind="room")
    missed, unwatched = booked(court, lin, hour(9)), booked(plain, lin, hour(9))
    came = booked(court, make_person("来了的", union=court.organisation), hour(10))
    arrive(came, by=lin, at=hour(10))
    assert close_past(at=hour(9)) == 0
    assert close_past(at=hour(12)) == 1
    states = [Booking.objects.get(pk=each.pk).state for each in (missed, unwatched, came)]
    assert states == ["no_show", "confirmed", "used"]
    assert close_past(at=hour(12)) == 0


def test_two_absences_ban_for_a_year_and_an_officer_lifts_it(court: Resource, lin: Person) -> None:
    for day in (0, 1):
        mark_missed(booked(court, lin, hour(9, day=day)), by=None, at=hour(10, day=day))
    ban = Ban.objects.get()
    assert (ban.person, ban.until, ban.rule) == (lin, hour(10, day=1) + timedelta(days=365), "BK-05.no_shows")
    later = hour(8, day=2)
    with pytest.raises(Refusal, match="2027-03-03 前暂不能预约"):
        book(Wish(court, hour(9, day=3)), by=lin, at=later)
    beds = make_resource(court.organisation, name="床位", kind="bed", by_night=True)
    assert book(Wish(beds, hour(14, day=3)), by=lin, at=later).state == "confirmed"
    officer = make_officer(court.organisation)
    with pytest.raises(Refusal, match="请别的工作人员解除"):
        lift_ban(ban, "本人申请", by=lin, at=later)
    lift_ban(ban, "家人住院，当时来不及取消", by=officer, at=later)
    assert book(Wish(court, hour(9, day=3)), by=lin, at=later).state == "confirmed"


def test_who_came_late_has_come_after_all(court: Resource, lin: Person) -> None:
    mark_missed(booked(court, lin, hour(9)), by=None, at=hour(10))
    second = booked(court, lin, hour(9, day=1))
    mark_missed(second, by=None, at=hour(9, day=1))
    assert Ban.objects.count() == 1
    arrive(second, by=lin, at=hour(9, day=1))
    assert Ban.objects.count() == 0


def test_an_answer_has_a_clock_and_a_reason(court: Resource, lin: Person) -> None:
    Resource.objects.update(needs_approval=True)
    first = booked(court, lin, hour(19))
    assert (first.state, first.answer_by) == ("asked", hour(19))
    with pytest.raises(Refusal, match="请写明原因"):
        decide(first, False, "", by=lin)
    decide(first, False, "当晚有比赛", by=lin)
    later = booked(court, lin, hour(19, day=3))
    assert later.answer_by == NOW + timedelta(hours=24)
    assert close_past(at=hour(19, day=3)) == 1
    assert Booking.objects.get(pk=later.pk).state == "declined"
    with pytest.raises(Refusal, match="已经答复过了"):
        decide(later, True, by=lin)


@pytest.mark.django_db(transaction=True)
def test_people_are_told_what_others_did(court: Resource, lin: Person) -> None:
    load()
    got = booked(court, lin, hour(19))
    cancel(got, by=lin, at=hour(9))
    deliver_everything()
    assert Notice.objects.count() == 0  # one's own deeds need no notice
    again = booked(court, lin, hour(20))
    cancel(again, "设备检修", by=make_officer(court.organisation), by_house=True)
    deliver_everything()
    told = Notice.objects.get(person=lin)
    assert "设备检修" in str(told.text) + str(told.facts)


def test_the_code_at_the_door_signs_in(court: Resource, client: Client) -> None:
    now = database_now()
    Resource.objects.filter(pk=court.pk).update(slot_minutes=1440)
    court.openings.update(opens=0, closes=1440)
    guest = make_person("小王", union=court.organisation)
    begun = start_of(local_date(now))
    booking = book(Wish(court, begun), by=guest, at=begun - timedelta(hours=1))
    desk = sign_in(client, make_officer(court.organisation))
    door = f"/desk/booking/{court.public_id}/door"
    assert "没有找到现在的预约" in desk.post(door, {"code": "0000"}, follow=True).content.decode()
    token, _until = cards.issue(guest)
    assert "小王 已签到" in desk.post(door, {"code": token}, follow=True).content.decode()
    booking.refresh_from_db()
    assert booking.state == "used"
    desk.post(f"/desk/booking/bookings/{booking.public_id}/mark", {"move": "missed"})
    booking.refresh_from_db()
    assert booking.state == "no_show"


def test_a_host_answers_from_the_phone(client: Client, court: Resource) -> None:
    counsellor = make_person("沈咨询师", union=court.organisation)
    room = make_resource(court.organisation, name="心理关爱室", kind="counsellor", needs_approval=True)
    name_host(room, counsellor, by=make_officer(court.organisation))
    tomorrow = start_of(local_date(database_now())) + timedelta(days=1, hours=10)
    guests = [make_person(f"来访{n}", union=court.organisation) for n in range(3)]
    asked = [book(Wish(room, tomorrow + timedelta(hours=n)), by=guest) for n, guest in enumerate(guests)]
    phone = sign_in(client, counsellor)
    for booking, said in zip(asked, ({"move": "accept"}, {"move": "decline", "note": "已满"}), strict=False):
        phone.post(f"/booking/hosting/{booking.public_id}", said)
    phone.post(f"/booking/hosting/{asked[0].public_id}", {"move": "cancel"})
    states = [Booking.objects.get(pk=each.pk).state for each in asked]
    assert states == ["cancelled", "declined", "asked"]
