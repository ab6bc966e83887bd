# SPDX-License-Identifier: Apache-2.0
"""Services are counted by one definition, with both signs, whatever happens in between; a follower is one
document."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import localtime
from pytest_django import DjangoAssertNumQueries, Settings
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.actions import move_organisation
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.posts import Reach
from unionnet.directory.places.models import Site
from unionnet.doors.figures.actions import recount, settle
from unionnet.doors.figures.queries import counts_of
from unionnet.doors.figures.served import Asked, By, Followers, followers_of, services_of
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.venues.actions import catalogue, lend, open_shelf
from unionnet.programmes.venues.models import Copy, Loan, VisitCount
from unionnet.tools.activities.models import Attendee, Session
from unionnet.tools.activities.tests.makers import first_session, planned
from unionnet.tools.benefits.actions import hand_out, revoke, sign_merchant
from unionnet.tools.benefits.models import STANDS, Merchant, Receipt, Use, Voucher
from unionnet.tools.benefits.tests.makers import BY_CODE, make_benefit, make_card, make_item, make_stock
from unionnet.tools.booking.models import Booking
from unionnet.tools.booking.tests.makers import booked, hour, make_resource
from unionnet.tools.enrolment.models import Attendance
from unionnet.tools.enrolment.tests.makers import make_offer

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind
MARCH, APRIL = (
    datetime(2026, 3, 31, 15, 59, tzinfo=UTC),
    datetime(2026, 3, 31, 16, tzinfo=UTC),
)  # a minute apart


def everything(union: Organisation) -> dict[str, int]:
    return dict(counts_of(Reach((union.path,)), ("times:", "times~")).by_mark)


def truth(union: Organisation) -> dict[str, int]:
    """The slow way: row by row."""
    inside = {"organisation__path__startswith": union.path}
    at: list[tuple[str, datetime | date, int]] = []
    held = Attendance.objects.filter(state="present", offer__organisation__path__startswith=union.path)
    at += [("enrolment", row.at, 1) for row in held]
    came = Attendee.objects.filter(activity__organisation__path__startswith=union.path).select_related(
        "session"
    )
    at += [("activities", row.session.starts_at, 1) for row in came if row.via not in ("place", "gift")]
    had = {(row.key, row.person_id): row.at for row in Receipt.objects.filter(STANDS, **inside)}
    at += [("benefits", moment, 1) for moment in had.values()]
    at += [
        ("vouchers", row.at, 1)
        for row in Use.objects.filter(merchant__organisation__path__startswith=union.path)
    ]
    at += [("booking", row.day, 1) for row in Booking.objects.filter(**inside, state="used")]
    at += [("loans", row.lent_at, 1) for row in Loan.objects.filter(**inside)]
    at += [("visits", row.day, row.times) for row in VisitCount.objects.filter(**inside)]
    counted: Counter[str] = Counter()
    for kind, moment, n in at:
        day = localtime(moment).date() if isinstance(moment, datetime) else moment
        counted[f"times:{day:%Y-%m}:{kind}"] += n
    return {mark: n for mark, n in counted.items() if n}


class Ground:
    """A union that gives everything there is to give, below a township and a county."""

    def __init__(self) -> None:
        self.county = make_union("东莞市总工会", kind=Kind.CITY_FEDERATION, region_code="441900")
        self.town = make_union("松山湖工会", self.county)
        self.union = make_union("松山湖园区联合工会", self.town, kind=Kind.VILLAGE_JOINT_UNION)
        self.other = make_union("石龙镇总工会", self.county)
        self.officer = make_officer(self.county)
        self.people = [make_person(f"林{number}", union=self.union) for number in range(4)]
        self.offer = make_offer(self.union)
        activity = planned(self.union, self.officer)
        self.sessions = [first_session(activity)]
        self.sessions.append(
            Session.objects.create(activity=activity, number=2, starts_at=MARCH, ends_at=APRIL)
        )
        soap, card = make_item(self.union, self.officer), make_card(self.union, self.officer)
        for item in (soap, card):
            make_stock(item, self.union, self.officer)
        self.benefit = make_benefit(self.union, self.officer, soap, card, per_person=9)
        self.merchant: Merchant = sign_merchant(self.union, "理发店", "", {card: 500}, by=self.officer)
        self.room = make_resource(self.union)
        self.shelf = open_shelf(self.union, "职工书屋", by=self.officer)
        catalogue(self.shelf, "平凡的世界", [f"A{n:03d}" for n in range(30)], by=self.officer)
        self.site = Site.objects.create(
            organisation=self.union, name="活动中心", kind="venue", region_code="441900"
        )
        self.round = 0

    def deeds(self) -> list[Callable[[Random], object]]:
        return [
            self.attend,
            self.forget,
            self.come,
            self.strike,
            self.postpone,
            self.give,
            self.revoke,
            self.use,
            self.take_back,
            self.book,
            self.miss,
            self.lend,
            self.undo_loan,
            self.count,
            self.move,
            self.settle,
        ]

    def attend(self, by: Random) -> None:
        self.round += 1
        rows = [
            Attendance(
                offer=self.offer,
                person=each,
                session=f"L{self.round}",
                via="qr",
                at=by.choice((MARCH, APRIL)),
                state=by.choice(("present", "absent", "excused")),
            )
            for each in self.people
        ]
        Attendance.objects.bulk_create(rows)

    def forget(self, by: Random) -> None:
        Attendance.objects.filter(person=by.choice(self.people)).update(
            state=by.choice(("present", "absent")), at=APRIL
        )

    def come(self, by: Random) -> None:
        via = by.choice(("code", "list", "place", "gift", "paper"))
        rows = [
            Attendee(activity=session.activity, session=session, person=by.choice(self.people), via=via)
            for session in self.sessions
        ]
        Attendee.objects.bulk_create(rows, ignore_conflicts=True)

    def strike(self, by: Random) -> None:
        Attendee.objects.filter(person=by.choice(self.people)).delete()

    def postpone(self, by: Random) -> None:
        starts = by.choice((MARCH, APRIL))
        Session.objects.filter(pk__in=[each.pk for each in self.sessions]).update(
            starts_at=starts, ends_at=starts + timedelta(hours=2)
        )

    def give(self, by: Random) -> None:
        held = Receipt.objects.filter(person=(person := by.choice(self.people))).count()
        if held < 2 * 9:
            hand_out(self.benefit, self.union, person, BY_CODE, key=uuid4(), by=self.officer)

    def revoke(self, by: Random) -> None:
        held = Receipt.objects.filter(STANDS, vouchers__used=0).order_by("-pk").first()
        if held:
            revoke(self.benefit, self.union, held.person, "发错了", key=held.key, by=self.officer)

    def use(self, by: Random) -> None:
        if voucher := Voucher.objects.filter(withdrawn_at=None).order_by("-pk").first():
            number = voucher.uses.count() + 1
            Use.objects.create(
                voucher=voucher,
                number=number,
                merchant=self.merchant,
                price=500,
                key=uuid4(),
                by=self.officer,
                at=by.choice((MARCH, APRIL)),
            )

    def take_back(self, by: Random) -> None:
        Use.objects.filter(pk__in=Use.objects.order_by("-pk")[:1].values("pk")).delete()

    def book(self, by: Random) -> None:
        day = self.round = self.round + 1
        if day < 10:
            booking = booked(self.room, self.people[0], hour(10 + by.randrange(8), day % 6))
            Booking.objects.filter(pk=booking.pk).update(state="used")

    def miss(self, by: Random) -> None:
        Booking.objects.filter(state="used").update(state="no_show")

    def lend(self, by: Random) -> None:
        if copy := Copy.objects.exclude(loans__returned_at=None, loans__isnull=False).first():
            lend(self.shelf, copy.number, make_person("读者", union=self.union), by=self.officer, at=MARCH)

    def undo_loan(self, by: Random) -> None:
        Loan.objects.filter(pk__in=Loan.objects.order_by("-pk")[:1].values("pk")).delete()

    def count(self, by: Random) -> None:
        VisitCount.objects.update_or_create(
            site=self.site,
            day=date(2026, 3, by.randrange(1, 4)),
            defaults={"organisation": self.union, "times": by.randrange(90), "by": self.officer},
        )

    def move(self, by: Random) -> None:
        union = Organisation.objects.get(pk=self.union.pk)
        to = self.other if union.parent_id == self.town.pk else self.town
        move_organisation(union, Organisation.objects.get(pk=to.pk), by=self.officer)

    def settle(self, by: Random) -> None:
        settle()

    def unions(self) -> list[Organisation]:
        return list(Organisation.objects.filter(path__startswith=self.county.path))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_the_services_are_those_of_a_recount(seed: int) -> None:
    ground, by = Ground(), Random(seed)
    recount()
    for _round in range(45):
        by.choice(ground.deeds())(by)
    kept = {union.pk: everything(union) for union in ground.unions()}
    assert any(kept.values())
    assert kept == {union.pk: truth(union) for union in ground.unions()}
    settle()
    assert {union.pk: everything(union) for union in ground.unions()} == kept
    recount()
    assert {union.pk: everything(union) for union in ground.unions()} == kept


def test_every_deed_is_counted_once_and_taken_back_once() -> None:
    ground, by = Ground(), Random(1)
    recount()
    for deed in (ground.give, ground.use, ground.book, ground.lend, ground.count):
        deed(by)
    Attendance.objects.create(
        offer=ground.offer, person=ground.people[0], session="L", state="present", at=MARCH
    )
    ground.postpone(by)
    session = Session.objects.get(pk=ground.sessions[0].pk)
    for person, via in zip(ground.people, ("code", "list", "place", "gift"), strict=True):
        Attendee.objects.create(activity=session.activity, session=session, person=person, via=via)
    (line,) = services_of(Asked(ground.union, date(2026, 1, 1), date(2026, 12, 1)))
    door = VisitCount.objects.get().times
    assert Receipt.objects.count() == 2  # the parcel and the card of one hand-out
    assert line.by_kind == {
        "enrolment": 1,
        "activities": 2,
        "benefits": 1,
        "vouchers": 1,
        "booking": 1,
        "loans": 1,
        "visits": door,
    }
    Attendance.objects.update(state="absent")
    ground.take_back(by)
    ground.miss(by)
    ground.undo_loan(by)
    Attendee.objects.all().delete()
    VisitCount.objects.update(times=0)
    assert everything(ground.county) == {mark: 1 for mark in everything(ground.union) if "benefits" in mark}


def test_months_are_those_of_the_place_and_every_line_adds_up() -> None:
    ground = Ground()
    recount()
    for moment, session in ((MARCH, "a"), (APRIL, "b")):
        row = {"offer": ground.offer, "person": ground.people[0], "state": "present"}
        Attendance.objects.create(**row, session=session, at=moment)
    year = (date(2026, 1, 1), date(2026, 12, 1))
    months = services_of(Asked(ground.county, *year, By.MONTH))
    assert [(line.label, line.total) for line in months] == [("2026-04", 1), ("2026-03", 1)]
    assert [(line.label, line.total) for line in services_of(Asked(ground.county, *year))] == [
        ("松山湖工会", 2)
    ]
    assert services_of(Asked(ground.county, date(2026, 5, 1), date(2026, 6, 1))) == []


def test_a_follower_is_one_document(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    top = make_union("中华全国总工会", kind=Kind.NATIONAL, region_code="100000")
    city = make_union("东莞市总工会", top, kind=Kind.CITY_FEDERATION)
    town, other = make_union("松山湖工会", city), make_union("石龙镇总工会", city)
    recount()
    member, _of_other = make_person("林晓", union=town), make_person("周明", union=other)
    unknown = make_person("老会员", union=town, real_name=False)
    visitor = make_person("路过的")
    settled = {top.pk: Followers(2, 1), city.pk: Followers(2), town.pk: Followers(1), other.pk: Followers(1)}

    def counted() -> dict[int, Followers]:
        return {union.pk: followers_of(union) for union in (top, city, town, other)}

    for step in (settle, recount):
        assert counted() == settled
        step()
    with django_assert_num_queries(1):
        followers_of(city)
    # left one union and joined another: still one
    Membership.objects.filter(person=member).update(state="withdrawn")
    assert followers_of(top) == Followers(1, 2)
    Membership.objects.create(person=member, organisation=other, state="active", card_no="4419009999999999")
    assert (followers_of(top), followers_of(other)) == (Followers(2, 1), Followers(2))
    # somebody of an old list is known by their document, and then real-name
    Person.objects.filter(pk=unknown.pk).update(id_index=b"u" * 32)
    assert followers_of(town) == Followers(1)
    Person.objects.filter(pk=unknown.pk).update(real_name_at=MARCH)
    assert followers_of(top) == Followers(3, 1)
    Person.objects.filter(pk=visitor.pk).update(real_name_at=None, id_index=None)
    now = counted()
    assert now[top.pk] == Followers(3, 0)
    recount()
    assert counted() == now


@pytest.fixture
def _one_factor(settings: Settings) -> None:
    settings.UNIONNET_SECOND_FACTOR = False


@pytest.mark.usefixtures("_one_factor")
def test_the_page_says_what_counts_and_a_leader_reads_steps(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ground = Ground()
    this_month = local_date(database_now()).replace(day=1)
    VisitCount.objects.create(
        site=ground.site, organisation=ground.union, day=this_month, times=1238, by=ground.officer
    )
    recount()
    sign_in(client, ground.officer)
    door = "/desk/figures/services/"
    shown = text_of(client.get(f"{door}?since=2020-01&until=x&by=nonsense"))
    assert "服务人次统一口径" in shown
    assert "抽奖和集卡不计" in shown
    with django_assert_max_num_queries(16):
        page = client.get(door)
    assert page.status_code == 200
    sent = b"".join(client.get(f"{door}services.xlsx").streaming_content)  # type: ignore[attr-defined]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(sent))
    heads, *rows = sheet.get_sheet_by_index(0).to_python()
    assert (heads[0], heads[-1]) == ("提供服务的工会", "合计（人次）")
    assert client.get(f"{door}?unit={make_union('别处').public_id}").status_code == 404
    leader = sign_in(Client(), make_officer(ground.county, "leader"))
    assert "1,235 以上" in text_of(leader.get(door))
