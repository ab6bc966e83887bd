# SPDX-License-Identifier: Apache-2.0
from typing import Any

import pytest
from django.test import Client

from tests.makers import make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.places.datum import from_wgs84
from unionnet.directory.places.tests.makers import YONGNING, make_site
from unionnet.directory.places.timetable import every_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会")


def test_anybody_reads_the_list_page_by_page(client: Client, union: Organisation) -> None:
    for name in "甲乙丙":
        make_site(union, name, every_day())
    first = client.get("/api/v1/sites", {"size": 2}).json()
    rest = client.get("/api/v1/sites", {"size": 2, "after": first["next"]}).json()
    assert [item["name"] for item in (*first["items"], *rest["items"])] == ["丙", "甲", "乙"]
    assert rest["next"] is None
    assert {item["state"] for item in first["items"]} == {"open"}


def test_the_nearest_come_with_metres_in_the_datum_of_the_callers_map(
    client: Client, union: Organisation
) -> None:
    make_site(union, "近", every_day(), latitude=YONGNING[0] + 0.0027)
    make_site(union, "远", every_day(), latitude=YONGNING[0] + 0.009, codes=["ebike_charging"])
    lat, lon = from_wgs84(*YONGNING, "gcj02")
    asked: dict[str, str | int] = {"lat": str(lat), "lon": str(lon), "datum": "gcj02"}
    found = client.get("/api/v1/sites", asked).json()["items"]
    assert [(item["name"], item["metres"]) for item in found] == [("近", 300), ("远", 1001)]
    assert found[0]["datum"] == "gcj02"
    assert found[0]["longitude"] == pytest.approx(lon, abs=1e-4)
    charging = client.get("/api/v1/sites", {**asked, "facility": "ebike_charging", "open_now": True}).json()[
        "items"
    ]
    assert [item["name"] for item in charging] == ["远"]


def test_one_site_tells_its_hours_and_never_its_keeper(client: Client, union: Organisation) -> None:
    site = make_site(union, "甲", every_day(480, 1080), contact="王小明", phone="0830-4220000")
    answer = client.get(f"/api/v1/sites/{site.public_id}").json()
    assert (answer["name"], answer["organisation"], answer["phone"]) == (
        "甲",
        "永宁街道总工会",
        "0830-4220000",
    )
    assert answer["hours"][0] == {
        "weekday": 1,
        "is_holiday": False,
        "date": None,
        "opens": 480,
        "closes": 1080,
    }
    assert "王小明" not in str(answer)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"lat": 28}, 400),
        ({"facility": "pool"}, 400),
        ({"lat": 200, "lon": 1}, 422),
        ({"lat": "nan", "lon": 1}, 422),
        ({"size": 101}, 422),
        ({"after": "x"}, 400),
        ({"q": "a\x00"}, 400),
    ],
)
def test_hostile_questions_get_a_clear_no(
    client: Client, union: Organisation, query: Any, status: int
) -> None:
    assert client.get("/api/v1/sites", query).status_code == status


def test_a_planned_site_is_not_found(client: Client, union: Organisation) -> None:
    assert client.get(f"/api/v1/sites/{make_site(union, status='planned').public_id}").status_code == 404
