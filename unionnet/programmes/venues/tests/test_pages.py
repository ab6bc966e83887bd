# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.places.models import Site
from unionnet.programmes.venues.models import Copy, DriversHome, HomeItem, Shelf, VisitCount

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("榆北煤业工会", kind="enterprise_union")


@pytest.fixture
def officer(union: Organisation, client: Client) -> Person:
    person = make_officer(union)
    sign_in(client, person)
    return person


def card_of(person: Person) -> str:
    return str(Membership.objects.get(person=person).card_no)


def test_the_desk_enters_lends_takes_back_and_checks(
    client: Client, officer: Person, union: Organisation
) -> None:
    client.post("/desk/venues/shelves/new", {"union": union.name, "name": "矿区职工书屋"})
    shelf = Shelf.objects.get()
    door = f"/desk/venues/shelves/{shelf.public_id}"
    said = {"name": "平凡的世界", "author": "路遥", "numbers": "A001 A002，A003"}
    assert client.post(f"{door}/catalogue", said).status_code == 302
    assert client.post(f"{door}/catalogue", said).status_code == 422
    assert Copy.objects.count() == 3
    reader = make_person("林晓", union=make_union("别处工会"))
    page = client.post(f"{door}/desk", {"number": "A001", "code": card_of(reader)}, follow=True)
    assert "已借：《平凡的世界》给 林晓" in text_of(page)
    assert "林晓" in text_of(client.get(f"{door}/"))
    assert "在架 2 册" in text_of(client.get("/venues/books/?q=平凡"))
    mine = sign_in(Client(), reader)
    assert "平凡的世界" in text_of(mine.get("/venues/loans/"))
    assert "已还" in text_of(client.post(f"{door}/desk", {"number": "A001"}, follow=True))
    client.post(f"{door}/check", {})
    client.post(f"{door}/check", {"numbers": "A001 A002"})
    result = text_of(client.post(f"{door}/check", {"move": "close"}, follow=True))
    assert ("盘点结果" in result, "A003" in result) == (True, True)
    client.post(f"{door}/remove", {"number": "A003"})
    assert Copy.objects.get(number="A003").state == "removed"
    assert client.get(f"{door}/catalogue.xlsx").status_code == 200


def test_a_home_is_opened_with_what_is_free_and_what_is_paid(
    client: Client, officer: Person, union: Organisation
) -> None:
    Site.objects.create(
        organisation=union, name="金昌驿站", region_code="620302", latitude=38.5, longitude=102.2
    )
    said = {"site": "金昌驿站", "beds": "6", "truck_places": "40", "items": "热水淋浴 免费\n停车 10.5 元/晚"}
    assert client.post("/desk/venues/homes/new", {**said, "items": "热水"}).status_code == 422
    client.post("/desk/venues/homes/new", said)
    home = DriversHome.objects.get()
    assert list(HomeItem.objects.order_by("pk").values_list("name", "price", "unit")) == [
        ("热水淋浴", 0, ""),
        ("停车", 1050, "晚"),
    ]
    page = text_of(client.get(f"/venues/homes/{home.public_id}/"))
    assert ("空 6 / 6 床" in page, "10.50" in page, "免费" in page) == (True, True, True)
    form = client.get(f"/desk/venues/homes/{home.public_id}/edit").content.decode()
    assert "停车 10.5 元/晚" in form
    assert client.post("/desk/venues/homes/new", said).status_code == 422


def test_visits_are_counted_by_the_day(client: Client, officer: Person, union: Organisation) -> None:
    Site.objects.create(organisation=union, name="职工活动中心", kind="venue", region_code="610802")
    for times in ("120", "135"):
        client.post("/desk/venues/visits", {"site": "职工活动中心", "day": "2026-03-02", "times": times})
    assert VisitCount.objects.get().times == 135
    client.post("/desk/venues/visits", {"site": "职工活动中心", "day": "2026-03-02", "times": "99999999999"})
    assert VisitCount.objects.get().times == 135
    assert client.get("/desk/venues/visits.xlsx").status_code == 200


def test_the_catalogue_costs_the_same_for_one_and_for_thirty(
    client: Client,
    officer: Person,
    union: Organisation,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.post("/desk/venues/shelves/new", {"union": union.name, "name": "矿区职工书屋"})
    door = f"/desk/venues/shelves/{Shelf.objects.get().public_id}"
    for n in range(30):
        client.post(f"{door}/catalogue", {"name": f"第 {n} 本", "numbers": f"N{n}"})
    client.logout()
    with django_assert_max_num_queries(4):
        assert text_of(client.get("/venues/books/")).count("在架 1 册") == 30


@pytest.mark.parametrize("said", ["", "不知道哪里", "x" * 500, "％"])
def test_places_nobody_knows_are_said_so(client: Client, said: str) -> None:
    assert client.get("/venues/homes/", {"from": said, "to": said, "night": said}).status_code == 200
