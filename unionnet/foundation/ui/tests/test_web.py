# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.ui.middleware import ShowRefusals, way_back

pytestmark = pytest.mark.django_db
GALLERY = [
    "gallery",
    "gallery-desk",
    "gallery-screen",
    "gallery-states",
    "gallery-print",
    "gallery-live",
    "gallery-excel",
]
REFUSAL = Refusal("full", "名额已满。", rule=Citation("EN-02", "《报名办法》第六条", "A", "national 1"))


def refuse(path: str, **headers: str) -> HttpResponse:
    request = RequestFactory().get(path, **headers)  # type: ignore[arg-type]
    request.session = {}  # type: ignore[assignment]
    answer = ShowRefusals(lambda request: HttpResponse()).process_exception(request, REFUSAL)
    assert answer is not None
    return answer


@pytest.mark.parametrize("name", GALLERY)
def test_the_gallery_is_there_in_demo_mode_only(
    name: str, client: Client, become_demo: Callable[[], None]
) -> None:
    assert client.get(reverse(f"ui:{name}")).status_code == 404
    become_demo()
    assert client.get(reverse(f"ui:{name}")).status_code == 200


@pytest.mark.parametrize("name", GALLERY[:5])
def test_gallery_pages_speak_english_completely(
    name: str, client: Client, become_demo: Callable[[], None]
) -> None:
    become_demo()
    page = client.get(reverse(f"ui:{name}"), headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="en"' in page
    allowed = set(
        "中文双江青龙人和盘角故陵红狮凤鸣宝坪南溪平安高阳口沙市农坝渠马养鹿黄石巴栖霞云路泥耀灵蔈草普洞门后叶大外郎清水新津上堰土桑鱼泉院庄白鹭"
    )
    assert {letter for letter in page if "一" <= letter <= "鿿"} - allowed == set()


def test_a_refusal_is_a_page_in_the_shell_the_person_stands_in() -> None:
    phone, desk = refuse("/enrolment/1/place"), refuse("/desk/enrolment/")
    assert (phone.status_code, desk.status_code) == (409, 409)
    assert 'class="phone"' in phone.content.decode()
    assert 'class="desk"' in desk.content.decode()
    assert "名额已满。" in phone.content.decode()
    assert "《报名办法》第六条" in phone.content.decode()


def test_a_refusal_is_json_for_machines_and_a_fragment_for_htmx() -> None:
    assert json.loads(refuse("/x", HTTP_ACCEPT="application/json").content) == {
        "code": "full",
        "message": "名额已满。",
        "rule": "EN-02",
        "citation": "《报名办法》第六条",
    }
    fragment = refuse("/x", HTTP_HX_REQUEST="true").content.decode()
    assert fragment.startswith('<div class="refusal"')
    assert "<html" not in fragment


def test_other_exceptions_are_not_ours() -> None:
    shows = ShowRefusals(lambda request: HttpResponse())
    assert shows.process_exception(RequestFactory().get("/"), ValueError()) is None


@pytest.mark.parametrize(
    ("path", "referer", "back"),
    [
        ("/a", "http://testserver/b?c=1", "http://testserver/b?c=1"),
        ("/a", "http://testserver/a", "/"),
        ("/a", "https://elsewhere.example/b", "/"),
        ("/a", "javascript:alert(1)", "/"),
        ("/desk/a", "", "/desk/"),
    ],
)
def test_the_way_back_never_leads_outside(path: str, referer: str, back: str) -> None:
    assert way_back(RequestFactory().get(path, HTTP_REFERER=referer)) == back


def test_the_worker_keeps_the_offline_page_and_its_files(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    text = answer.content.decode()
    assert "/offline" in text
    assert "__" not in text


@pytest.mark.usefixtures("printer")
def test_the_manifest_makes_the_site_installable(client: Client) -> None:
    manifest = client.get("/manifest.webmanifest").json()
    assert (manifest["display"], manifest["start_url"][0]) == ("standalone", "/")
    sizes = {icon["sizes"] for icon in manifest["icons"]}
    assert {"192x192", "512x512"} <= sizes
    png = client.get("/icon-192.png").content
    assert (png[:4], int.from_bytes(png[16:20], "big")) == (b"\x89PNG", 192)
    assert client.get("/icon-193.png").status_code == 404


def test_the_offline_page_holds_nothing_personal(client: Client) -> None:
    page = client.get("/offline")
    assert page.status_code == 200
    assert "没有网络" in page.content.decode()


def test_the_language_is_switched_by_a_plain_post(client: Client) -> None:
    answer = client.post("/language", {"language": "en", "next": "/offline"})
    assert answer["Location"] == "/offline"
    assert '<html lang="en"' in client.get("/offline").content.decode()
    assert (
        client.post("/language", {"language": "en", "next": "https://elsewhere.example/"})["Location"] == "/"
    )


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "413", "429", "500", "503", "too_long"])
@pytest.mark.parametrize("context", [{}, {"shell": SimpleNamespace(base="ui/desk.html")}])
def test_error_pages_stand_without_a_request(code: str, context: dict[str, Any]) -> None:
    from django.template.loader import render_to_string

    page = render_to_string(f"{code}.html", context)
    assert "<h1>" in page
    assert 'href="/"' in page


def test_a_missing_page_is_drawn_in_the_shell_of_its_address(client: Client) -> None:
    assert 'class="desk"' in client.get("/desk/nothing-here").content.decode()
    assert "没有找到这个页面" in client.get("/nothing-here").content.decode()
