# SPDX-License-Identifier: Apache-2.0
"""S3-04: a member books a psychological session. The counsellor sees it; the unit union does not, nor does
the federation that runs the service, nor the journal, nor who asks the database in their name."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests.makers import make_officer, make_person, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.clock import database_now, local_date, start_of
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.scope import on_behalf_of
from unionnet.foundation.sweeps import load
from unionnet.tools.booking.actions import Wish, book, mark_missed, name_host
from unionnet.tools.booking.models import Ban, Booking, Resource
from unionnet.tools.booking.tests.makers import make_resource

pytestmark = pytest.mark.django_db(transaction=True)


class Town:
    """A city federation with a counselling room, and a member of an enterprise union below it."""

    def __init__(self) -> None:
        self.federation = make_union("东莞市总工会", kind="city_federation", region_code="441900")
        self.unit = make_union(
            "远山电子厂工会", self.federation, kind="enterprise_union", region_code="441900"
        )
        self.member = make_person("林晓", union=self.unit)
        self.counsellor = make_person("沈咨询师", union=self.federation)
        self.officers = [make_officer(union, name=f"{union.name}干部") for union in self.unions]
        self.leader = make_officer(self.federation, role="leader", name="领导")
        self.keeper = make_officer(self.federation, role="station_keeper", name="管理员")
        self.room: Resource = make_resource(
            self.federation, name="心理关爱室", kind="counsellor", slot_minutes=60
        )
        name_host(self.room, self.counsellor, by=self.officers[0])

    @property
    def unions(self) -> list[Organisation]:
        return [self.federation, self.unit]

    @property
    def others(self) -> list[Person]:
        return [*self.officers, self.leader, self.keeper, make_person("同事", union=self.unit)]


@pytest.fixture
def town() -> Town:
    return Town()


def tomorrow(clock: int) -> datetime:
    return start_of(local_date(database_now())) + timedelta(days=1, hours=clock)


def seen_through_the_wall(person: Person) -> tuple[int, int]:
    """Bookings and bans that the database gives in this person's name, whatever a question forgot."""
    with on_behalf_of(person.pk) as scope:
        again = Person.objects.get(pk=person.pk)
        again.is_asking = True
        again.reach("booking.see")
        assert scope.person == person.pk
        return Booking.objects.count(), Ban.objects.count()


def test_the_counsellor_sees_the_session_and_no_union_does(town: Town) -> None:
    load()
    phone = sign_in(Client(), town.member)
    door = f"/booking/{town.room.public_id}"
    assert "只有您本人和接待人看得到" in phone.get(f"{door}/").content.decode()
    said = {"at": f"{tomorrow(10):%Y-%m-%d}T10:00", "who": "me", "slots": "1", "purpose": "睡不好"}
    assert phone.post(f"{door}/take", said).status_code == 302
    booking = Booking.objects.get()
    deliver_everything()

    hosting = sign_in(Client(), town.counsellor).get("/booking/hosting/").content.decode()
    assert ("林晓" in hosting, "睡不好" in hosting) == (True, True)
    told = Notice.objects.get(person=town.counsellor)
    assert "林晓" not in f"{told.title}{told.text}{told.facts}"

    for person in town.others:
        desk = sign_in(Client(), person)
        pages = ["", "waiting/", f"{town.room.public_id}/", f"{town.room.public_id}/door"]
        words = "".join(desk.get(f"/desk/booking/{page}").content.decode() for page in pages)
        assert ("林晓" in words, "睡不好" in words) == (False, False)
        for page in ("sheet", "bookings.xlsx"):
            assert desk.get(f"/desk/booking/{town.room.public_id}/{page}").status_code == 404
        for page in (f"mine/{booking.public_id}/", f"mine/{booking.public_id}/booking.ics"):
            assert desk.get(f"/booking/{page}").status_code == 404
        assert desk.post(f"/booking/hosting/{booking.public_id}", {"move": "came"}).status_code == 404
        assert seen_through_the_wall(person) == (0, 0)
    assert seen_through_the_wall(town.member)[0] == seen_through_the_wall(town.counsellor)[0] == 1
    about = Entry.objects.filter(fact__startswith="booking.", data__booking=booking.pk)
    assert set(about.values_list("actor_id", flat=True)) == {None}
    assert {name for entry in about for name in entry.data} == {"booking"}


def test_a_union_cannot_send_somebody_there(town: Town) -> None:
    officer = town.officers[1]
    wish = Wish(town.room, tomorrow(10), union=town.unit)
    with pytest.raises(Exception, match="只能本人预约"):
        book(wish, by=officer)


def test_absences_there_are_between_the_two_as_well(town: Town) -> None:
    for day in (1, 2):
        booking = book(Wish(town.room, tomorrow(10) + timedelta(days=day)), by=town.member)
        mark_missed(booking, by=town.counsellor, at=booking.ends_at)
    assert Ban.objects.get().is_private
    for person in town.others:
        assert seen_through_the_wall(person) == (0, 0)
        assert "林晓" not in sign_in(Client(), person).get("/desk/booking/bans/").content.decode()


def test_officers_learn_counts_and_none_under_five(town: Town) -> None:
    guests = [make_person(f"来访{n}", union=town.unit) for n in range(5)]
    desk, day = sign_in(Client(), town.officers[0]), tomorrow(9)
    for n, guest in enumerate(guests):
        book(Wish(town.room, day + timedelta(hours=n)), by=guest)
        page = desk.get(f"/desk/booking/{town.room.public_id}/").content.decode()
        assert ("＊" in page, "5 人次" in page) == (n < 4, n == 4)
