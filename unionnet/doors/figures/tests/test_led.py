# SPDX-License-Identifier: Apache-2.0
"""The pages of an industrial union: figures of those it leads, in few questions, nobody's name."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import Reach
from unionnet.doors.figures.actions import recount, settle
from unionnet.doors.figures.queries import Figures, Month
from unionnet.doors.figures.told import blank_unions, in_steps, led_unions, told_figures

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind
TODAY = date(2024, 6, 1)


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    settings.UNIONNET_SECOND_FACTOR = False


@pytest.fixture
def city() -> Organisation:
    return make_union("榆林市总工会", kind=Kind.CITY_FEDERATION)


@pytest.fixture
def industry() -> Organisation:
    return make_union("省能源化学地质工会", kind=Kind.INDUSTRIAL_UNION)


@pytest.fixture
def mine(city: Organisation, industry: Organisation) -> Organisation:
    union = make_union("榆北煤业公司工会", city, kind=Kind.ENTERPRISE_UNION)
    union.industrial_parent, union.led_since = industry, date(2024, 5, 1)
    union.save()
    for number in range(14):
        make_person(f"矿工{number}", union=union, tags=("矿工",) if number < 8 else ())
    return union


@pytest.fixture
def reader(industry: Organisation) -> Person:
    return make_officer(industry)


def test_an_industrial_union_reads_figures(client: Client, mine: Organisation, reader: Person) -> None:
    sign_in(client, reader)
    page = client.get(f"/desk/figures/led/{mine.public_id}/").content.decode()
    assert [words in page for words in ("榆北煤业公司工会", "矿工", "2020-01", "矿工3")] == [
        True,
        True,
        True,
        False,
    ]
    told = client.get(f"/api/v1/figures/led/{mine.public_id}").json()
    assert (told["members"], told["tags"], told["months"]) == (14, {"矿工": 8}, {"2020-01": 14})
    assert client.get(f"/desk/organisations/{mine.public_id}/").status_code == 404
    assert client.get("/api/v1/members", {"q": "矿工3"}).json()["items"] == []


def test_the_list_and_its_sheet(
    client: Client, city: Organisation, mine: Organisation, industry: Organisation, reader: Person
) -> None:
    small = make_union("小矿工会", city, kind=Kind.ENTERPRISE_UNION)
    Organisation.objects.filter(pk=small.pk).update(industrial_parent=industry, led_since=date(2024, 5, 1))
    make_person("只此一人", union=small)
    sign_in(client, reader)
    address = f"/desk/figures/led-by/{industry.public_id}/"
    page = client.get(address).content.decode()
    assert (page.count("＊</td>"), "只此一人" in page) == (2, False)
    answer = client.get(f"{address}figures.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]].count("小矿工会") == 2
    assert {row[4] for row in rows if row[0] == "小矿工会"} == {"＊"}


def test_officers_of_an_industry_find_the_unions_it_leads_in_their_menu(
    client: Client, industry: Organisation, mine: Organisation, reader: Person, city: Organisation
) -> None:
    there = "/desk/figures/led-by/"
    sign_in(client, reader)
    assert f'href="{there}"' in client.get("/desk/").content.decode()
    assert client.get(there)["Location"] == f"{there}{industry.public_id}/"
    sign_in(client, make_officer(city))
    assert f'href="{there}"' not in client.get("/desk/").content.decode()
    assert "还没有由产业工会领导的工会" in client.get(there).content.decode()
    # Whoever has several within reach chooses.
    other = make_union("省建设工会", city, kind=Kind.INDUSTRIAL_UNION)
    Organisation.objects.filter(pk=industry.pk).update(parent=city, path=f"{city.path}zzzz")
    make = make_union("建工公司工会", kind=Kind.ENTERPRISE_UNION)
    Organisation.objects.filter(pk=make.pk).update(industrial_parent=other, led_since=date(2024, 5, 1))
    page = client.get(there).content.decode()
    assert "省建设工会" in page
    assert "省能源化学地质工会" in page
    Organisation.objects.filter(pk=make.pk).update(until=TODAY)
    assert client.get(there).status_code == 302


def test_one_union_beside_a_small_one_stays_blank_too(city: Organisation, mine: Organisation) -> None:
    """21 in the city and 14 in the mine would leave the rest to be worked out; nobody else covers it."""
    make_person("甲", union=make_union("小矿工会", city, kind=Kind.ENTERPRISE_UNION))
    big = make_union("大矿工会", city, kind=Kind.ENTERPRISE_UNION)
    for number in range(20):
        make_person(f"乙{number}", union=big)
    assert blank_unions([mine.path, big.path, city.path], 5) == {mine.path}
    assert told_figures(Reach((mine.path,)), 5).members is None
    assert told_figures(Reach((city.path,)), 5).members == 35


def test_figures_wait_for_nobody(mine: Organisation) -> None:
    """Alike before anything was counted, beside the sums, and in them."""
    before = led_unions([mine], TODAY)
    recount()
    make_person("新来的", union=mine)
    waiting = led_unions([mine], TODAY)
    settle()
    assert [lines[0].members for lines in (before, waiting, led_unions([mine], TODAY))] == [14, 15, 15]


def test_a_long_list_asks_no_more_than_a_short_one(
    city: Organisation, mine: Organisation, django_assert_num_queries: Any
) -> None:
    unions = [mine, *(make_union(f"{n}矿工会", city, kind=Kind.ENTERPRISE_UNION) for n in range(30))]
    with django_assert_num_queries(3):
        led_unions(unions, TODAY)


def test_a_moving_month_goes_in_steps() -> None:
    month = in_steps(Month(joined_today=3, joined=18, decided=9, on_time=8), 5)
    assert (month.joined_today, month.joined, month.decided, month.on_time, month.step) == (0, 15, 5, 5, 5)


def test_nothing_reached_is_nothing_told() -> None:
    assert told_figures(Reach(()), 5) == Figures(members=None)
