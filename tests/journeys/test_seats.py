# SPDX-License-Identifier: Apache-2.0
"""HL-01, HL-03: two calls come to the 12351 of a city. The switchboard rings by its token; the seat takes
each call by keys alone, writes while the network goes and comes, finds the answer with its article, ends the
first on the spot and sends the second to the county."""

from __future__ import annotations

import json
import urllib.request
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, Route, expect

from tests.makers import make_officer, make_union, sign_in
from tests.serving import Site
from unionnet.directory.organisations.models import Organisation
from unionnet.doors.api.actions import issue_token
from unionnet.doors.seats.actions import keep_phrase, sit
from unionnet.doors.seats.models import Call, Draft
from unionnet.foundation.clock import database_now
from unionnet.programmes.hotline.kinds import five_kinds
from unionnet.programmes.knowledge.actions import Words, publish, write_answer
from unionnet.tools.casework.actions import Matter, Owner, take_in
from unionnet.tools.casework.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = "13900000017"
ANSWER = Words(
    "法定节假日加班费怎么算",
    "法定休假日安排加班的，支付不低于工资百分之三百的报酬。",
    "《中华人民共和国劳动法》第四十四条",
    date(2026, 1, 1),
)


class Switchboard:
    """Speaks for the phones of a union, as another system would."""

    def __init__(self, site: Site, union: Organisation, secret: str) -> None:
        self._url, self._union, self._secret = f"{site.url}/api/v1/calls/events", union, secret
        self._said = 0

    def tell(self, call: str, what: str, **more: Any) -> None:
        self._said += 1
        said = {"office": self._union.public_id, "event": f"e{self._said}", "call": call, "what": what}
        body = json.dumps({**said, "at": database_now().isoformat(), **more}).encode()
        heads = {"Authorization": f"Bearer {self._secret}", "Content-Type": "application/json"}
        asked = urllib.request.Request(self._url, body, heads)  # noqa: S310 - our own server
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
            assert answer.status == 200


@pytest.fixture
def city() -> Organisation:
    return make_union("重庆市总工会", kind="city_federation", region_code="500000")


@pytest.fixture
def switchboard(site: Site, city: Organisation) -> Switchboard:
    engineer = make_officer(city, role="system_admin", name="系统管理员")
    return Switchboard(site, city, issue_token(city, "话务平台", ["calls:write"], days=1, by=engineer)[1])


def open_desk(desk: Page, site: Site, client: Client, where: str = "") -> None:
    session = client.session.session_key or ""
    desk.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site.url}])
    desk.goto(f"{site.url}/desk/seats/{where}", wait_until="commit")


def test_two_calls_are_answered_by_keys_alone(
    site: Site, desk: Page, client: Client, city: Organisation, switchboard: Switchboard
) -> None:
    county = make_union("云阳县总工会", city, kind="county_federation")
    officer = make_officer(city, name="秦科长")
    publish(write_answer(city, ANSWER, by=officer), is_checked=True, by=officer)
    keep_phrase(city, "hf", "请记下编号，凭它查进展。", by=officer)
    take_in(five_kinds()[0], county, Matter("以前问过入会"), Owner(phone=PHONE), by=make_officer(county))
    sit(city, "801", by=officer)
    open_desk(desk, site, sign_in(client, officer))
    expect(desk.get_by_text("没有等待的来电")).to_be_visible()

    switchboard.tell("c1", "ring", number=PHONE)
    expect(desk.get_by_text("正在响铃")).to_be_visible()
    desk.keyboard.press("a")
    expect(desk.locator("h1")).to_have_text("来电记录")
    expect(desk.get_by_text("以前问过入会")).to_be_visible()
    assert PHONE not in desk.content()

    expect(desk.locator("[name=title]")).to_be_focused()
    desk.keyboard.type("国庆加班，法定节假日加班费怎么算")
    expect(desk.get_by_text("《中华人民共和国劳动法》第四十四条", exact=False).first).to_be_visible()
    expect(desk.locator("[data-saved]")).to_have_text("每个字都已保存")

    desk.context.set_offline(True)
    for _field in ("kind", "grade", "text"):
        desk.keyboard.press("Enter")
    desk.keyboard.type("单位按平时工资发。")
    expect(desk.locator("[data-saved]")).to_have_text("没有网络：先存在这台电脑上，联网后自动补存")
    desk.context.set_offline(False)
    expect(desk.locator("[data-saved]")).to_have_text("每个字都已保存")
    desk.reload()
    expect(desk.locator("[name=text]")).to_have_value("单位按平时工资发。")
    expect(desk.get_by_text("百分之三百").first).to_be_visible()

    desk.locator("[name=reply]").focus()
    desk.keyboard.type("/1")
    desk.keyboard.press("Tab")
    desk.keyboard.type("/hf")
    desk.keyboard.press("Tab")
    given = f"{ANSWER.text}（{ANSWER.source}）请记下编号，凭它查进展。"
    expect(desk.locator("[name=reply]")).to_have_value(given)
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("已登记，编号")).to_be_visible()

    switchboard.tell("c2", "answer", extension="801")  # the ring comes later, and nobody pressed anything
    expect(desk.locator("h1")).to_have_text("来电记录")
    switchboard.tell("c2", "ring", number="13900000018")
    expect(desk.locator("[name=title]")).to_be_focused()
    desk.keyboard.type("公司拖欠两个月工资")
    desk.locator("[name=to]").focus()
    desk.keyboard.type("云阳县总工会")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("已登记，编号")).to_be_visible()

    first, second = (Call.objects.get(number=number) for number in ("c1", "c2"))
    cases = [Case.objects.get(pk=call.case_id) for call in (first, second)]
    assert [(case.state, case.holder.name) for case in cases] == [
        ("closed", city.name),
        ("dispatched", county.name),
    ]
    assert cases[0].reply == given
    assert not Draft.objects.exists()


def test_a_ring_comes_by_the_stream_and_nobody_asks_for_it(
    site: Site, desk: Page, client: Client, city: Organisation, switchboard: Switchboard
) -> None:
    officer, asked = make_officer(city, name="秦科长"), list[str]()
    sit(city, "801", by=officer)
    desk.on("request", lambda request: asked.append(request.url) if "/seats/waiting" in request.url else None)
    open_desk(desk, site, sign_in(client, officer))
    desk.wait_for_timeout(9_000)  # in which it would have asked four times
    assert len(asked) <= 1  # when the stream opened
    quiet = len(asked)
    switchboard.tell("c1", "ring", number=PHONE)
    expect(desk.get_by_text("正在响铃")).to_be_visible()
    assert len(asked) == quiet + 1


def test_what_is_written_before_the_script_has_come_is_kept_and_looked_up(
    site: Site, desk: Page, client: Client, city: Organisation, switchboard: Switchboard
) -> None:
    officer, held = make_officer(city, name="秦科长"), list[Route]()
    publish(write_answer(city, ANSWER, by=officer), is_checked=True, by=officer)
    sit(city, "801", by=officer)
    switchboard.tell("c1", "answer", extension="801", number=PHONE)
    call = Call.objects.get(number="c1")
    desk.route("**/seats/console*.js", lambda route: held.append(route))
    open_desk(desk, site, sign_in(client, officer), f"calls/{call.public_id}/")
    expect(desk.locator("[name=title]")).to_be_focused()
    desk.keyboard.type("国庆加班，法定节假日加班费怎么算")
    desk.locator("[name=name]").focus()
    held[0].continue_()
    expect(desk.locator("[data-saved]")).to_have_text("每个字都已保存")
    expect(desk.get_by_text(ANSWER.source, exact=False).first).to_be_visible()
    expect(desk.locator("[name=name]")).to_be_focused()
