# SPDX-License-Identifier: Apache-2.0
"""S3-08: the member day of the township Dongkeng, held with the union of the village Dongkeng.

A passer-by scans the code of the draw and becomes a real-name follower: known by name, and no member. A
member has the gift of the township and the gift of the village, once each, at whichever counter they ask
again. A follower has neither, may win where the organiser lets them take part, and fetches what they won.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.makers import make_id_number, make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import cards
from unionnet.directory.people.actions import open_account, prove_phone
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.tools.benefits.models import Benefit, Entitled, Raffle, Receipt, Stock, Win
from unionnet.tools.benefits.tests.makers import make_benefit, make_item, make_raffle, make_stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Organisation:
    return make_union("东坑镇总工会", region_code="441900")


@pytest.fixture
def village(town: Organisation) -> Organisation:
    return make_union("东坑村工会联合会", town, kind="sectoral_federation", region_code="441900")


@pytest.fixture
def officer(town: Organisation) -> Person:
    return make_officer(town, name="卢干部")


@pytest.fixture
def village_officer(village: Organisation) -> Person:
    return make_officer(village, name="谢干部")


def this_day() -> dict[str, Any]:
    now = database_now()
    return {"opens_at": now - timedelta(hours=2), "closes_at": now + timedelta(hours=8)}


def gift(union: Organisation, by: Person, name: str) -> Benefit:
    item = make_item(union, by, name)
    make_stock(item, union, by, 50)
    return make_benefit(union, by, item, title=name, **this_day())


def at_the_counter(officer: Person, benefit: Benefit, union: Organisation, shown: str) -> dict[str, Any]:
    """Each scan is a coming of its own, as a counter makes them."""
    desk = sign_in(Client(), officer)
    address = f"/desk/benefits/{benefit.public_id}/at/{union.public_id}"
    told = {"code": shown, "key": str(uuid4())}
    return dict(desk.post(address, told, headers={"Accept": "application/json"}).json())


def code_of(person: Person) -> str:
    return cards.issue(person)[0]


def follow(address: str) -> tuple[Client, Person]:
    """From the code on the wall to a name: the page of the draw leads to the form, and back."""
    account = prove_phone(open_account("13900008888"), "13900008888")
    phone = Client()
    phone.force_login(account, backend="unionnet.directory.people.backend.AccountBackend")
    page = phone.get(address).content.decode()
    assert "需要先完成实名认证" in page
    assert f"/people/identity?next={address}" in page
    told = {
        "name": "何晓",
        "id_type": "resident_id",
        "id_number": make_id_number(date(1993, 6, 7), 77, "441900"),
        "occupation": "courier",
        "agreed": "on",
        "next": address,
    }
    answer = phone.post("/people/identity", told)
    assert answer.headers.get("Location") == address, answer.content.decode()[:3000]
    return phone, Person.objects.get(pk=account.person_id)


def test_a_scan_makes_a_follower_and_a_member_has_one_gift_of_each_union(
    town: Organisation, village: Organisation, officer: Person, village_officer: Person
) -> None:
    of_town, of_village = (
        gift(town, officer, "东坑镇会员日礼包"),
        gift(village, village_officer, "村会员礼包"),
    )
    raffle = make_raffle(
        town, officer, (5, 1_000_000), title="东坑工会会员日", audience="real_name", **this_day()
    )
    member = make_person("丁师傅", union=village)

    # The code on the wall is one the organiser shows or prints.
    desk = sign_in(Client(), officer)
    shown = desk.get(f"/desk/benefits/raffles/{raffle.public_id}").content.decode()
    address = f"/benefits/raffles/{raffle.public_id}"
    assert f"{address}</p>" in shown
    phone, follower = follow(address)
    assert (follower.is_real_name, follower.memberships.count()) == (True, 0)
    assert cards.read(code_of(follower)).state == "real_name"

    # One of each union, and never two of one: not at the same counter, not at the other's.
    given = [
        at_the_counter(officer, of_town, town, code_of(member)),
        at_the_counter(village_officer, of_village, village, code_of(member)),
    ]
    assert [answer["ok"] for answer in given] == [True, True], given
    make_stock(of_town.contents.get().item, village, village_officer, 5, "村里代发")
    for by, benefit, union in (
        (officer, of_town, town),
        (village_officer, of_town, village),
        (village_officer, of_village, village),
    ):
        again = at_the_counter(by, benefit, union, code_of(member))
        assert (again["ok"], "不能重复领取" in again["says"]) == (False, True), again
    counted = Receipt.objects.filter(person=member).values_list("content__benefit", flat=True)
    assert sorted(counted) == sorted([of_town.pk, of_village.pk])

    # What is for members a follower does not get; another village's member gets the township's alone.
    for by, benefit, union in ((officer, of_town, town), (village_officer, of_village, village)):
        assert "只发给会员" in at_the_counter(by, benefit, union, code_of(follower))["says"]
    neighbour = make_person("袁师傅", union=make_union("角社村工会", town, region_code="441900"))
    assert at_the_counter(officer, of_town, town, code_of(neighbour))["ok"] is True
    elsewhere = at_the_counter(village_officer, of_village, village, code_of(neighbour))
    assert "只发给东坑村工会联合会的会员" in elsewhere["says"]

    # The draw is open to followers; what one wins stands among their things and is theirs to fetch, once.
    assert "抽中了：1 等奖" in phone.post(f"{address}/try", follow=True).content.decode()
    assert "东坑工会会员日 1 等奖" in phone.get("/benefits/").content.decode()
    prize = Benefit.objects.get(prize__raffle=raffle)
    assert "不在领取名单上" in at_the_counter(officer, prize, town, code_of(member))["says"]
    fetched = at_the_counter(officer, prize, town, code_of(follower))
    assert (fetched["ok"], "何晓" in fetched["says"]) == (True, True)
    assert "不能重复领取" in at_the_counter(officer, prize, town, code_of(follower))["says"]
    assert Stock.objects.get(batch__item=prize.contents.get().item).on_hand == 4

    # The organiser finds the follower among the winners, and nobody else finds them anywhere.
    assert "何晓" in desk.get(f"/desk/benefits/raffles/{raffle.public_id}").content.decode()
    stranger = sign_in(Client(), make_officer(make_union("别镇总工会")))
    assert stranger.get(f"/desk/benefits/raffles/{raffle.public_id}").status_code == 404
    assert follower.memberships.count() == 0, "a gift makes nobody a member"


def test_a_member_of_another_union_fetches_what_they_won_here(town: Organisation, officer: Person) -> None:
    raffle = make_raffle(town, officer, (3, 1_000_000), open_to=None, **this_day())
    guest = make_person("邻镇职工", union=make_union("邻镇总工会"))
    phone = sign_in(Client(), guest)
    assert "抽中了" in phone.post(f"/benefits/raffles/{raffle.public_id}/try", follow=True).content.decode()
    prize = Benefit.objects.get(prize__raffle=Raffle.objects.get())
    assert at_the_counter(officer, prize, town, code_of(guest))["ok"] is True
    assert (Win.objects.count(), Entitled.objects.count(), Receipt.objects.count()) == (1, 1, 1)
