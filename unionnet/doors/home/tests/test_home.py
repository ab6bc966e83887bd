# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.makers import make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.timetable import ALWAYS
from unionnet.doors.home.activities import Wish, offers_like
from unionnet.doors.home.queries import hello_at, home_of
from unionnet.tools.enrolment.models import Choice, Offer, OfferGroup, Place, Waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会")


@pytest.fixture
def lin(union: Organisation) -> Person:
    return make_person("林晓", union=union)


def make_offer(title: str, union: Organisation, *, opens_in: timedelta, **more: object) -> Offer:
    opens_at = timezone.now() + opens_in
    return Offer.objects.create(
        title=title,
        organisation=union,
        size=18,
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=7),
        **more,
    )


def make_station(name: str, union: Organisation) -> Site:
    return Site.objects.create(
        name=name, organisation=union, region_code="510503", hours=ALWAYS, is_24h=True, facilities=["water"]
    )


@pytest.mark.parametrize(("hour", "words"), [(22, "早上好"), (5, "下午好"), (12, "晚上好"), (19, "晚上好")])
def test_the_greeting_goes_by_the_clock_where_the_union_works(hour: int, words: str) -> None:
    assert hello_at(datetime(2026, 11, 20, hour, tzinfo=UTC)) == words


def test_a_passer_by_is_shown_the_first_step_and_what_needs_no_sign_in(
    client: Client, union: Organisation
) -> None:
    make_station("胜利街社区工会驿站", union)
    home = home_of(None, timezone.now())
    assert (home.first_step, [station.site.name for station in home.stations]) == (
        "sign_in",
        ["胜利街社区工会驿站"],
    )
    assert "用手机号登录" in client.get("/").content.decode()


def test_somebody_known_is_led_to_join_and_an_applicant_to_wait(lin: Person) -> None:
    lin.memberships.update(state="applied", card_no=None)
    assert home_of(lin, timezone.now()).first_step == "wait"
    assert [matter.tag for matter in home_of(lin, timezone.now()).matters] == ["待审核"]
    lin.memberships.update(state="rejected")
    assert home_of(lin, timezone.now()).first_step == "join"


def test_a_member_sees_the_card_and_what_opens_next_in_their_own_unions(
    client: Client, union: Organisation, lin: Person
) -> None:
    elsewhere = make_union("别处总工会")
    make_offer("别处的", elsewhere, opens_in=timedelta(minutes=1))
    make_offer("只给别处", elsewhere, opens_in=timedelta(minutes=1), open_to=elsewhere)
    make_offer("零基础瑜伽", union, opens_in=timedelta(minutes=12), open_to=union)
    home = home_of(lin, timezone.now())
    assert home.next is not None
    assert (home.first_step, home.next.offer.title, home.next.stage) == ("", "零基础瑜伽", "soon")
    page = sign_in(client, lin).get("/").content.decode()
    assert "会员证号" in page
    assert "距离开始报名" in page


def test_what_is_open_is_offered_while_it_is_free_and_not_mine(union: Organisation, lin: Person) -> None:
    mine = make_offer("已是我的", union, opens_in=timedelta(hours=-3))
    full = make_offer("已满", union, opens_in=timedelta(hours=-2))
    Offer.objects.filter(pk=full.pk).update(taken=18)
    make_offer("还有名额", union, opens_in=timedelta(hours=-1))
    now = timezone.now()
    Place.objects.create(offer=mine, person=lin, number=1, receipt="r1", via="hot", taken_at=now)
    found = home_of(lin, now).next
    assert found is not None
    assert (found.offer.title, found.stage) == ("还有名额", "open")


def test_my_matters_tell_place_and_position(union: Organisation, lin: Person) -> None:
    yoga = make_offer("零基础瑜伽", union, opens_in=timedelta(days=-1))
    brush = make_offer("硬笔书法", union, opens_in=timedelta(days=-1))
    now = timezone.now()
    Place.objects.create(offer=yoga, person=lin, number=1, receipt="r1", via="hot", taken_at=now)
    other = make_person("周明", union=union)
    for number, person in enumerate([other, lin], start=1):
        Waiting.objects.create(
            offer=brush, person=person, number=number, receipt=f"w{number}", via="hot", joined_at=now
        )
    assert [(m.title, m.tag) for m in home_of(lin, now).matters] == [
        ("零基础瑜伽", "已报名"),
        ("硬笔书法", "候补"),
    ]
    assert "候补第 2 位" in home_of(lin, now).matters[1].note


def test_who_waits_in_several_lists_sees_first_where_it_is_soonest(union: Organisation, lin: Person) -> None:
    now = timezone.now()
    for title, before in (("远", 3), ("近", 0)):
        offer = make_offer(title, union, opens_in=timedelta(days=-1))
        queue = [*(make_person(f"{title}{number}") for number in range(before)), lin]
        for number, person in enumerate(queue, start=1):
            told = {"number": number, "receipt": f"w{number}", "via": "hot", "joined_at": now}
            Waiting.objects.create(offer=offer, person=person, **told)
    assert [matter.title for matter in home_of(lin, now).matters] == ["近", "远"]


def test_who_entered_a_draw_is_told_so_and_not_a_position(union: Organisation, lin: Person) -> None:
    now = timezone.now()
    hours = {"opens_at": now, "closes_at": now + timedelta(days=1), "organisation": union, "size": 1}
    camp = Offer.objects.create(title="亲子营", mode="lottery", **hours)
    Waiting.objects.create(offer=camp, person=lin, number=1, receipt="0001", via="web", joined_at=now)
    group = OfferGroup.objects.create(title="暑期托管", organisation=union)
    north = Offer.objects.create(title="北班", mode="ranked", group=group, **hours)
    Choice.objects.create(group=group, person=lin, offer=north, preference=1, receipt="Z-1", chosen_at=now)
    told = {(m.title, m.note, m.tag) for m in home_of(lin, now).matters}
    assert told == {(title, "已报名，等待抽签", "待抽签") for title in ("亲子营", "暑期托管")}


def test_the_first_page_costs_twelve_questions_at_most(
    client: Client, union: Organisation, lin: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        make_station(f"驿站{number}", union)
        make_offer(f"课程{number}", union, opens_in=timedelta(minutes=number + 1))
    sign_in(client, lin)
    client.get("/")
    with django_assert_max_num_queries(14):  # two of them are the savepoint of the test's transaction
        assert client.get("/").status_code == 200


def test_activities_are_found_by_stage_and_word(union: Organisation) -> None:
    make_offer("零基础瑜伽", union, opens_in=timedelta(days=-1))
    make_offer("手机摄影", union, opens_in=timedelta(days=1))
    gone = make_offer("已经取消", union, opens_in=timedelta(days=-1))
    Offer.objects.filter(pk=gone.pk).update(cancelled_at=timezone.now())
    make_offer("早已结束", union, opens_in=timedelta(days=-30))
    titles = {
        wish: sorted(offer.title for offer in offers_like(Wish(*wish), timezone.now()))
        for wish in [("", ""), ("", "open"), ("", "soon"), ("瑜伽", ""), ("永宁", "soon")]
    }
    assert titles == {
        ("", ""): ["手机摄影", "零基础瑜伽"],
        ("", "open"): ["零基础瑜伽"],
        ("", "soon"): ["手机摄影"],
        ("瑜伽", ""): ["零基础瑜伽"],
        ("永宁", "soon"): ["手机摄影"],
    }


@pytest.mark.parametrize("address", ["/", "/activities", "/matters"])
@pytest.mark.parametrize(
    "query", ["", "?q=%25&stage=x", "?q=%ED%A0%80", "?after=x&size=999", "?stage=open&q=%25"]
)
def test_every_page_opens_for_everybody_with_any_query(
    client: Client, lin: Person, address: str, query: str
) -> None:
    assert client.get(address + query).status_code == 200
    assert sign_in(client, lin).get(address + query).status_code == 200


def test_the_pages_speak_english_too(client: Client, lin: Person) -> None:
    page = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="en"' in page
