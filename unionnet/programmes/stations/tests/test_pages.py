# SPDX-License-Identifier: Apache-2.0
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.knocking import answers_at, text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.tests.makers import make_site
from unionnet.programmes.stations.models import Cost

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会", region_code="510503")


@pytest.fixture
def site(union: Organisation) -> Site:
    return make_site(union, "胜利街社区工会驿站")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


DOORS = [
    # door, nobody, worker, keeper, officer, officer of another union
    ("/desk/stations/", 302, 403, 200, 200, 200),
    ("/desk/stations/growth", 302, 403, 200, 200, 200),
    ("/desk/stations/check?f=water", 302, 403, 200, 200, 200),
    ("/desk/stations/{site}/", 302, 403, 200, 200, 404),
]


@pytest.mark.parametrize("door", DOORS, ids=[door[0] for door in DOORS])
def test_each_door_opens_for_whom_it_is_made(
    client: Client, site: Site, union: Organisation, door: tuple[Any, ...]
) -> None:
    assert answers_at(client, door[0].format(site=site.public_id), union) == door[1:]


def test_an_officer_comes_from_the_register_and_records_a_bill(
    client: Client, site: Site, officer: Person
) -> None:
    sign_in(client, officer)
    address = f"/desk/stations/{site.public_id}/"
    assert address in client.get(f"/desk/places/{site.public_id}/").content.decode()
    bill = {"month": "2026-10", "kind": "power", "amount": "356.40"}
    assert client.post(f"{address}costs", bill)["Location"] == address
    assert Cost.objects.get().amount == 35640
    assert "356.40 元" in text_of(client.get(address))
    client.post(f"{address}costs", {"kind": "power", "amount": "10000000.01"})
    page = text_of(client.get(address))
    assert "月份：这个字段是必填项" in page
    assert "金额（元）：" in page
    assert Cost.objects.get().amount == 35640
    assert "1 个站点中 1 个有记录" in text_of(client.get("/desk/stations/?year=2026"))


def test_a_keeper_reads_the_bills_and_records_none(client: Client, site: Site, union: Organisation) -> None:
    sign_in(client, make_officer(union, role="station_keeper"))
    page = text_of(client.get(f"/desk/stations/{site.public_id}/"))
    assert ("还没有记录" in page, "记一笔" in page) == (True, False)
    assert client.post(f"/desk/stations/{site.public_id}/costs", {}).status_code == 403


@pytest.mark.parametrize("view", ["", "growth", "check?f=water"])
def test_each_report_comes_as_a_workbook_too(client: Client, site: Site, officer: Person, view: str) -> None:
    sign_in(client, officer)
    answer = client.get(f"/desk/stations/{view}{'&' if '?' in view else '?'}as=xlsx")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_the_growth_page_says_from_how_many_to_how_many(
    client: Client, union: Organisation, officer: Person
) -> None:
    for number in range(15):
        make_site(union, since=date(2025, 3, 1) if number < 8 else date(2026, 4, 1))
    sign_in(client, officer)
    page = text_of(client.get("/desk/stations/growth", {"since": "2025-12-31", "until": "2026-11-21"}))
    for words in ("从 8 个到 15 个", "+7", "87.5%", "7 / 8 个"):
        assert words in page
    assert client.get("/desk/stations/growth", {"since": "0001-01-01", "until": "x"}).status_code == 200
