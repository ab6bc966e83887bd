# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person, Role
from unionnet.doors.figures.actions import recount
from unionnet.doors.screen import queries
from unionnet.doors.screen.news import news_below
from unionnet.doors.screen.queries import snapshot_of
from unionnet.doors.screen.stream import _may_see, screen_stream
from unionnet.doors.screen.web.pages import short_name
from unionnet.foundation.journal.models import Entry
from unionnet.tools.enrolment.models import Offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(settings: Settings) -> None:
    settings.UNIONNET_SECOND_FACTOR = False
    queries._kept.clear()


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def leader(county: Organisation) -> Person:
    return make_officer(county, role=Role.Name.LEADER)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("双江街道总工会", "双江"),
        ("南溪镇总工会", "南溪"),
        ("云阳县总工会", "云阳"),
        ("快递行业工会联合会", "快递行业"),
        ("一个很长的企业工会", "一个很长的企业"),
        ("总工会", "本级"),
    ],
)
def test_a_tile_says_the_place_only(name: str, short: str) -> None:
    assert short_name(name) == short


def test_the_wall_shows_sums_with_denominators(client: Client, county: Organisation, leader: Person) -> None:
    township = make_union("双江街道总工会", county)
    make_person("林晓", union=township)
    recount()
    page = sign_in(client, leader).get("/screen/").content.decode()
    for words in ("1 / 1 应建", "乡镇 1 · 村社行业 0 · 企业 0", "双江", "不含个人信息"):
        assert words in page


def test_no_person_is_on_the_wall(client: Client, county: Organisation, leader: Person) -> None:
    member = make_person("某某某独一无二", union=county)
    for fact in ("people.membership_approved", "enrolment.place_taken"):
        Entry.objects.create(
            fact=fact,
            actor_id=member.pk,
            org_path=county.path,
            data={"person": member.pk, "person_id": member.pk},
        )
    recount()
    page = sign_in(client, leader).get("/screen/").content.decode()
    assert "独一无二" not in page
    assert member.public_id not in page


def test_news_are_added_up_by_kind_and_place(county: Organisation) -> None:
    township = make_union("双江街道总工会", county)
    offer = Offer.objects.create(
        title="手机摄影",
        organisation=township,
        size=20,
        opens_at=timezone.now(),
        closes_at=timezone.now() + timedelta(days=1),
    )
    for number in range(8):
        Entry.objects.create(
            fact="enrolment.place_taken", org_path=township.path, data={"offer": offer.pk, "person": number}
        )
    Entry.objects.create(fact="people.membership_approved", org_path=township.path, data={"person_id": 1})
    Entry.objects.create(fact="people.field_opened", org_path=township.path, data={"person_id": 1})
    Entry.objects.create(fact="people.membership_approved", org_path=make_union("别处").path, data={})
    assert [news.words for news in news_below(county.path, 5)] == [
        "双江街道总工会 有人入会",
        "手机摄影 5 人以上报上名",
    ]


def test_who_entered_a_lottery_is_not_told_as_waiting(county: Organisation) -> None:
    now = timezone.now()
    hours = {"opens_at": now, "closes_at": now + timedelta(days=1)}
    offer = Offer.objects.create(title="亲子营", organisation=county, size=1, mode="lottery", **hours)
    Entry.objects.create(
        fact="enrolment.waiting_joined", org_path=county.path, data={"offer": offer.pk, "person": 1}
    )
    assert [news.words for news in news_below(county.path, 5)] == ["亲子营 有人报名，等待抽签"]


def test_the_version_moves_only_when_something_happened(county: Organisation) -> None:
    recount()
    first = snapshot_of(county).version
    queries._kept.clear()
    assert snapshot_of(county).version == first
    make_person("林晓", union=county)
    recount()
    queries._kept.clear()
    assert snapshot_of(county).version != first


def test_the_wall_counts_every_live_offer_and_shows_the_nearest(
    client: Client, county: Organisation, leader: Person
) -> None:
    now = timezone.now()
    township, elsewhere = make_union("双江街道总工会", county), make_union("别处总工会")
    day = timedelta(days=1)
    for number in range(12):
        Offer.objects.create(
            title=f"第{number}班", organisation=township, size=20, taken=number, listed=1,
            opens_at=now - number * day, closes_at=now + day,
        )  # fmt: skip
    camp = {"title": "亲子营", "organisation": county, "mode": "lottery", "size": 7, "listed": 30}
    Offer.objects.create(opens_at=now + timedelta(hours=3), closes_at=now + day, **camp)
    Offer.objects.create(opens_at=now - day, closes_at=now + day, **{**camp, "organisation": elsewhere})
    Offer.objects.create(opens_at=now - 2 * day, closes_at=now - day, **camp)
    Offer.objects.create(opens_at=now - day, closes_at=now + day, cancelled_at=now, **camp)
    recount()
    page = sign_in(client, leader).get("/screen/").content.decode()
    for words in ("正在报名 12 项 · 240 个名额", "另有 1 项 7 个名额", "图中是最近开始的 10 项，共 13 项"):
        assert words in page
    assert ("候补 12 人次" in page, "待抽签 30 人次" in page) == (True, True)
    assert "30 人待抽签" in page
    assert [name in page for name in ("亲子营", "第0班", "第8班", "第9班")] == [True, True, True, False]


def test_many_walls_ask_the_database_once_a_second(
    county: Organisation, django_assert_num_queries: Any
) -> None:
    snapshot_of(county)
    with django_assert_num_queries(0):
        for _wall in range(50):
            snapshot_of(county)


@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 403), ("station_keeper", 403), ("system_admin", 403), ("officer", 200), ("leader", 200)],
)
def test_who_may_open_the_wall(client: Client, county: Organisation, role: str | None, status: int) -> None:
    person = make_officer(county, role=role) if role else make_person("林晓", union=county)
    sign_in(client, person)
    assert [client.get(address).status_code for address in ("/screen/", "/screen/now")] == [status, status]


def test_one_drills_down_within_reach_only(client: Client, county: Organisation, leader: Person) -> None:
    township, elsewhere = make_union("双江街道总工会", county), make_union("别处总工会")
    sign_in(client, leader)
    assert client.get("/screen/", {"at": township.public_id}).status_code == 200
    assert client.get("/screen/", {"at": elsewhere.public_id}).status_code == 404
    assert client.get("/screen/", {"at": "\x00"}).status_code == 400


def test_the_stream_is_as_locked_as_the_page(client: Client, county: Organisation, leader: Person) -> None:
    key = sign_in(client, leader).session.session_key or ""
    elsewhere = make_union("别处总工会")
    assert _may_see(key, "") == county
    assert _may_see(key, elsewhere.public_id) is None
    assert _may_see("nobody", "") is None
    leader.accounts.update(password="changed")
    assert _may_see(key, "") is None


def test_a_stranger_gets_no_stream(county: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []

    async def take(message: Any) -> None:
        sent.append(message)

    async def nothing() -> Any:
        return {"type": "http.disconnect"}

    scope = {"method": "GET", "path": "/live/screen/other", "query_string": b"", "headers": []}
    asyncio.run(screen_stream(scope, nothing, take))
    assert sent[0]["status"] == 404
