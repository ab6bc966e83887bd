# SPDX-License-Identifier: Apache-2.0
import base64
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.actions import close_door, move
from unionnet.directory.places.models import Site
from unionnet.directory.places.tests.makers import at
from unionnet.foundation.clock import database_now
from unionnet.programmes.feeds.actions import Terms, open_outlet, refresh, send_news
from unionnet.programmes.feeds.models import FeedDelivery, Outlet
from unionnet.programmes.feeds.tests.makers import placed

pytestmark = pytest.mark.django_db
TERMS = {"name": "高德地图", "datum": "gcj02", "shape": "json"}


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会", region_code="510503")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def site(union: Organisation) -> Site:
    return placed(union, "胜利街工会驿站")


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def test_an_outlet_fetches_with_its_key_and_then_only_what_is_new(
    client: Client, union: Organisation, officer: Person, site: Site
) -> None:
    outlet, key = open_outlet(union, Terms("高德地图", "gcj02"), by=officer)
    door = f"/feeds/{outlet.public_id}"
    first = client.get(door, headers=bearer(key))
    told = first.json()
    assert [each["id"] for each in told["items"]] == [site.public_id]
    again = client.get(door, headers={**bearer(key), "if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    close_door(site, by=officer, at=at("2026-11-19 12:00"), until=at("2099-01-01 00:00"))
    refresh(outlet, [site.pk])
    news = client.get(door, {"since": told["version"]}, headers=bearer(key)).json()
    assert (news["version"], [each["status"] for each in news["items"]]) == (2, ["closed"])
    assert client.get(door, {"since": "2"}, headers=bearer(key)).json()["items"] == []
    assert list(FeedDelivery.objects.order_by("id").values_list("version", flat=True)) == [1, 2]
    for nonsense in ("99", "-1", "9" * 40, "x"):
        assert len(client.get(door, {"since": nonsense}, headers=bearer(key)).json()["items"]) == 1


def test_without_the_key_there_is_nothing(client: Client, union: Organisation, officer: Person) -> None:
    outlet, key = open_outlet(union, Terms("高德地图", "gcj02"), by=officer)
    door = f"/feeds/{outlet.public_id}"
    basic = base64.b64encode(f"feed:{key}".encode()).decode()
    assert client.get(door, headers={"authorization": f"Basic {basic}"}).status_code == 200
    for words in ("", "Bearer", "Bearer x", "Basic ####", "Basic /////w==", "Bearer " + "x" * 9000):
        assert client.get(door, headers={"authorization": words}).status_code == 401
    assert client.get(f"{door}?key={key}").status_code == 401


def test_a_spreadsheet_says_what_to_take_away(
    client: Client, union: Organisation, officer: Person, site: Site
) -> None:
    terms = Terms("工友惠", "gcj02", shape="csv", columns={"id": "poi", "name": "title"})
    outlet, key = open_outlet(union, terms, by=officer)
    door = f"/feeds/{outlet.public_id}"
    rows = client.get(door, headers=bearer(key)).content.decode("utf-8-sig").splitlines()
    assert rows == ["change,poi,title", f"shown,{site.public_id},胜利街工会驿站"]
    move(site, "close", by=officer)
    refresh(outlet, [site.pk])
    rows = client.get(door, {"since": "1"}, headers=bearer(key)).content.decode("utf-8-sig").splitlines()
    assert rows[1] == f"withdrawn,{site.public_id},"


@pytest.fixture
def receiver() -> Iterator[tuple[str, list[Any]]]:
    """Somebody else's machine, and what it got."""
    got: list[Any] = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            got.append((self.headers["Authorization"], body))
            self.send_response(200 if len(got) > 1 else 503)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sites", got
    server.shutdown()


def test_news_are_sent_again_until_they_arrive(
    union: Organisation,
    officer: Person,
    site: Site,
    receiver: tuple[str, list[Any]],
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.UNIONNET_FEED_HOSTS = ["127.0.0.1"]
    url, got = receiver
    outlet, _key = open_outlet(union, Terms("工会APP", "wgs84", url=url, token="秘"), by=officer)
    outlet.token = "t0ken"
    outlet.save(update_fields=["token"])
    at_first = database_now()
    with django_capture_on_commit_callbacks() as deeds:
        assert send_news(at=at_first) == 1
    assert got == []  # not before the commit
    with django_capture_on_commit_callbacks() as twice:
        assert send_news(at=at_first + timedelta(seconds=5)) == 0  # another worker, while the first one asks
    assert twice == []
    deeds[0]()
    outlet.refresh_from_db()
    assert (outlet.trouble, outlet.got_version) == ("HTTP 503", 0)
    later = database_now() + timedelta(seconds=30)
    with django_capture_on_commit_callbacks(execute=True):
        assert send_news(at=later) == 1
    assert send_news(at=later + timedelta(seconds=30)) == 0
    assert [words for words, _body in got] == ["Bearer t0ken"] * 2
    assert got[1][1]["items"][0]["id"] == site.public_id
    assert FeedDelivery.objects.get().way == "sent"


def test_an_officer_opens_an_outlet_and_sees_the_key_once(
    client: Client, union: Organisation, officer: Person, site: Site
) -> None:
    placed(union, "只有地址的驿站", latitude=None, longitude=None)
    sign_in(client, officer)
    form = {**TERMS, "union": union.name, "columns": "id=poi\nlatitude=lat"}
    page = client.post("/desk/feeds/new", form)
    outlet = Outlet.objects.get()
    assert "密钥只显示这一次" in text_of(page)
    assert page["Cache-Control"] == "no-store"
    assert outlet.columns == {"id": "poi", "latitude": "lat"}
    listed = text_of(client.get("/desk/feeds/"))
    assert "高德地图" in listed
    refused = text_of(client.get(f"/desk/feeds/{outlet.public_id}/"))
    for words in ("只有地址的驿站", "只有地址，没有坐标"):
        assert words in refused
    assert "胜利街工会驿站" not in refused
    assert "胜利街工会驿站" in text_of(client.get(f"/desk/feeds/{outlet.public_id}/?log"))
    narrowed = client.get(f"/desk/feeds/{outlet.public_id}/", {"reason": "swapped"})
    assert "没有未上图的站点" in text_of(narrowed)
    sheet = client.get(f"/desk/feeds/{outlet.public_id}/refused.xlsx")
    assert sheet["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": "latitude"},
        {"columns": "contact=x\nid=y"},
        {"union": "没有的工会"},
        {"datum": "mars"},
        {"url": "http://10.0.0.1/"},
        {"name": "\u200b"},
    ],
)
def test_nonsense_in_the_form_opens_nothing(
    client: Client, union: Organisation, officer: Person, wrong: dict[str, str]
) -> None:
    sign_in(client, officer)
    answer = client.post("/desk/feeds/new", {**TERMS, "union": union.name, **wrong})
    assert (answer.status_code, Outlet.objects.count()) == (422, 0)


def test_one_click_mends_and_the_maps_follow(client: Client, union: Organisation, officer: Person) -> None:
    wrong = placed(union, "喀什路驿站", latitude=75.9898, longitude=39.4704)
    outlet, _key = open_outlet(union, Terms("高德地图", "gcj02"), by=officer)
    sign_in(client, officer)
    address = f"/desk/feeds/sites/{wrong.public_id}/"
    assert address in client.get(f"/desk/places/{wrong.public_id}/").content.decode()
    page = text_of(client.get(address))
    assert "经度和纬度写反了" in page
    assert "对调经纬度" in page
    client.post(f"{address}swap")
    page = text_of(client.get(address))
    assert "已上图" in page
    assert "为什么没有上图" not in page


def test_a_leader_reads_and_mends_nothing(client: Client, union: Organisation, officer: Person) -> None:
    wrong = placed(union, "喀什路驿站", latitude=75.9898, longitude=39.4704)
    open_outlet(union, Terms("高德地图", "gcj02"), by=officer)
    sign_in(client, make_officer(union, role="leader"))
    page = text_of(client.get(f"/desk/feeds/sites/{wrong.public_id}/"))
    assert ("经度和纬度写反了" in page, "对调经纬度" in page) == (True, False)
    assert client.post(f"/desk/feeds/sites/{wrong.public_id}/swap").status_code == 403


def test_the_page_of_an_outlet_asks_little(
    client: Client,
    union: Organisation,
    officer: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(12):
        placed(union, f"第{number}号站", 100 * number, latitude=None, longitude=None)
    outlet, _key = open_outlet(union, Terms("高德地图", "gcj02"), by=officer)
    sign_in(client, officer)
    for address in (f"/desk/feeds/{outlet.public_id}/", f"/desk/feeds/{outlet.public_id}/?log"):
        with django_assert_max_num_queries(24):
            assert client.get(address).status_code == 200
