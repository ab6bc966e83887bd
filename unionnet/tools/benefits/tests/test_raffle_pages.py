# SPDX-License-Identifier: Apache-2.0
"""Raffles as people meet them: one press on the phone, a table on the desk, the proof in a browser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_officer, make_person, make_union
from tests.serving import PHONE, Site, window
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Account, Person
from unionnet.foundation.clock import database_now
from unionnet.tools.benefits.actions import Try, draw_list, freeze_list, pads_of, publish_raffle, try_all
from unionnet.tools.benefits.models import Entry, Raffle, Win
from unionnet.tools.benefits.tests.makers import make_item, make_raffle, make_stock, told_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def union() -> Organisation:
    return make_union("东莞市总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def member(union: Organisation) -> Person:
    person = make_person("骑手", union=union)
    Account.objects.filter(person=person).update(login="demo-rider", is_demo=True)
    return person


def opened(union: Organisation, officer: Person, *prizes: tuple[int | None, int], **terms: Any) -> Raffle:
    now = database_now()
    times = {"opens_at": now - timedelta(hours=2), "closes_at": now + timedelta(hours=2)}
    return make_raffle(union, officer, *prizes, **{**times, **terms})


def become(page: Page, site: Site, login: str) -> None:
    page.goto(f"{site.url}/account/login/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    told: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token}
    page.request.post(f"{site.url}/people/demo/{login}", form=told, headers={"Referer": site.url})


def test_one_press_and_it_is_told_in_place(
    browser: Browser, demo_site: Site, union: Organisation, officer: Person, member: Person
) -> None:
    raffle = opened(union, officer, (3, 1_000_000))
    with window(browser, size=PHONE) as phone:
        become(phone, demo_site, "demo-rider")
        phone.goto(f"{demo_site.url}/benefits/raffles/")
        phone.get_by_role("link", name="乐18会员日").click()
        phone.wait_for_load_state("load")  # pressed before its script has come, the form posts as without one
        phone.get_by_role("button", name="抽一次").click()
        expect(phone.get_by_role("heading", name="抽中了：1 等奖")).to_be_visible()
        expect(phone.locator("[data-said]")).to_be_focused()
        assert "/hot/" not in phone.url
        phone.reload()
        expect(phone.get_by_role("heading", name="您抽中了1 等奖")).to_be_visible()
        expect(phone.get_by_role("button", name="抽一次")).to_have_count(0)
    entry = Entry.objects.get()
    assert (entry.person, Win.objects.get().person) == (member, member)
    assert entry.key, "the press came over the lane, with a key"
    assert raffle.prizes.get().left == 2


@pytest.mark.parametrize("mode", ["instant", "list"])
def test_anyone_decides_all_of_it_again_in_a_browser(
    browser: Browser, demo_site: Site, union: Organisation, officer: Person, mode: str
) -> None:
    raffle = opened(union, officer, (2, 100_000), (9, 300_000), mode=mode)
    pads = pads_of(raffle)
    try_all([Try(make_person(f"会员{n}", union=union).pk, raffle.pk, pads) for n in range(70)])
    over = raffle.closes_at
    if mode == "list":
        freeze_list(raffle, by=officer, at=over)
        draw_list(raffle, by=officer, public_word="8 17 22", at=over)
    else:
        publish_raffle(raffle, by=officer, at=over)
    with window(browser, size=PHONE) as phone:
        phone.goto(f"{demo_site.url}/benefits/raffles/{raffle.public_id}/proof")
        phone.get_by_role("button", name="在这台手机上复算").click()
        expect(phone.locator("[data-result]")).to_have_text("复算一致：70 次，每一次都和公布的一样。")
        told = told_of(Raffle.objects.get())
        lied = {**told, "table": [{**row, "stock": 11} for row in told["table"]]}
        phone.route("**/raffle.json", lambda route: route.fulfill(json=lied))
        phone.get_by_role("button", name="在这台手机上复算").click()
        expect(phone.locator("[data-result]")).to_contain_text("复算不一致：奖品表与摘要不符")


def test_without_scripts_the_form_says_the_same(union: Organisation, officer: Person, member: Person) -> None:
    raffle = opened(union, officer, (3, 1_000_000))
    client = Client()
    client.force_login(Account.objects.get(person=member))
    told = client.post(f"/benefits/raffles/{raffle.public_id}/try", follow=True)
    assert "抽中了：1 等奖" in told.content.decode()
    again = client.post(f"/benefits/raffles/{raffle.public_id}/try", follow=True)
    assert again.status_code == 200
    assert Entry.objects.count() == 1


def test_an_officer_makes_one_and_mistakes_are_said(union: Organisation, officer: Person) -> None:
    item = make_item(union, officer, "头盔")
    make_stock(item, union, officer, 20)
    client = Client()
    client.force_login(Account.objects.get(person=officer))
    told = {
        "union": union.name,
        "title": "会员日",
        "mode": "instant",
        "audience": "members",
        "tries": "1",
        "claim_days": "7",
        "opens_at": "2026-12-18T09:00",
        "closes_at": "2026-12-18T21:00",
        "key": str(uuid4()),
        "prize-TOTAL_FORMS": "6",
        "prize-INITIAL_FORMS": "0",
        "prize-0-name": "头盔",
        "prize-0-item": str(item.pk),
        "prize-0-stock": "20",
        "prize-0-percent": "0.8",
        "prize-1-name": "福卡",
        "prize-1-percent": "30",
    }
    wrong = client.post("/desk/benefits/raffles/new", {**told, "prize-0-percent": "70.0001"})
    assert wrong.status_code == 422
    assert "合计不能超过百分之百" in wrong.content.decode()
    assert client.post("/desk/benefits/raffles/new", told).status_code == 302
    assert client.post("/desk/benefits/raffles/new", told).status_code == 302
    raffle = Raffle.objects.get()
    assert [(p.name, p.chance, p.stock) for p in raffle.prizes.order_by("rank")] == [
        ("头盔", 8_000, 20),
        ("福卡", 300_000, None),
    ]
    page = client.get(f"/desk/benefits/raffles/{raffle.public_id}").content.decode()
    assert raffle.commitment in page
    assert raffle.seed.open() not in page


@pytest.mark.parametrize("words", ["\u202e\u200b", "9" * 400, "<script>", "'; --"])
def test_hostile_words_are_no_harm(union: Organisation, officer: Person, words: str) -> None:
    client = Client()
    client.force_login(Account.objects.get(person=officer))
    told = {
        "title": words, "prize-TOTAL_FORMS": words, "prize-INITIAL_FORMS": "0", "key": words, "tries": words
    }  # fmt: skip
    assert client.post("/desk/benefits/raffles/new", told).status_code == 422
    assert client.get("/desk/benefits/raffles/", {"q": words}).status_code == 200


def test_a_list_of_raffles_asks_the_same_for_one_and_for_many(union: Organisation, officer: Person) -> None:
    client = Client()
    client.force_login(Account.objects.get(person=officer))

    def asked() -> list[int]:
        found = []
        for address in ("/desk/benefits/raffles/", "/benefits/raffles/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    opened(union, officer, (3, 10_000))
    asked()
    one = asked()
    for _n in range(4):
        opened(union, officer, (3, 10_000))
    assert asked() == one
    assert max(one) <= 15
