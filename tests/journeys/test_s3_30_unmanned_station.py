# SPDX-License-Identifier: Apache-2.0
"""S3-30: 望京骑迹, a smart station open day and night, is planned, accepted, and opened by the member's code.

While it is being built nobody finds it. One officer declares it built, another accepts it; then it is on the
list, and its door opens for the code on a member's phone, also after the line was down.
Sensors are not part of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_officer, make_person, make_union, sign_in
from tests.serving import DESK, PHONE, Site, running_site, window
from unionnet.directory.people.cards import issue
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import make_site
from unionnet.directory.places.timetable import every_day
from unionnet.foundation.clock import database_now
from unionnet.programmes.stations.models import DoorEntry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
BASICS = ["water", "heat_meal", "medicine", "rest", "toilet"]
NAME = "望京骑迹24小时智能驿站"


@pytest.fixture(scope="module")
def product(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory, card_keys: str
) -> Iterator[Site]:
    """The product, with the keys this test signs cards with."""
    with running_site(tmp_path_factory.mktemp("site"), UNIONNET_KEYS=card_keys) as running:
        yield running


@pytest.fixture(scope="module")
def card_keys() -> str:
    from django.conf import settings

    return str(settings.UNIONNET_KEYS)


def come_in(page: Page, product: Site, person: Person) -> None:
    page.context.clear_cookies()
    session = sign_in(Client(), person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": product.url}])


def ask(product: Site, address: str, key: str, body: bytes) -> tuple[int, Any]:
    """What the machine in the door does, over HTTP."""
    request = Request(address, data=body, headers={"Authorization": f"Bearer {key}"})  # noqa: S310 - our own
    try:
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            return answer.status, json.loads(answer.read())
    except HTTPError as error:
        return error.code, json.loads(error.read() or b"{}")


def test_planned_hidden_accepted_found_and_entered(browser: Browser, product: Site) -> None:
    union = make_union("望京街道总工会", region_code="110105")
    builder, inspector = make_officer(union, name="李干部"), make_officer(union, name="吴干部")
    rider, stranger = make_person("骑手", union=union), make_person("路人")
    station = make_site(
        union, NAME, every_day(), status="planned", codes=BASICS, address="望京街 9 号", entry_mode="qr",
        latitude=39.9968, longitude=116.4707,
    )  # fmt: skip
    desk_page = f"{product.url}/desk/stations/{station.public_id}/opening"

    with window(browser, size=PHONE) as phone, window(browser, size=DESK) as desk:
        phone.goto(f"{product.url}/places/")
        expect(phone.get_by_text(NAME)).to_have_count(0)
        assert phone.goto(f"{product.url}/places/{station.public_id}/").status == 404  # type: ignore[union-attr]

        come_in(desk, product, builder)
        desk.goto(desk_page)
        desk.get_by_role("button", name="建好了，报请验收").click()
        expect(desk.get_by_text("报请验收的人不能自己验收")).to_be_visible()
        phone.goto(f"{product.url}/places/")
        expect(phone.get_by_text(NAME)).to_have_count(0)

        come_in(desk, product, inspector)
        desk.goto(f"{product.url}/desk/stations/planned")
        expect(desk.get_by_text("待验收")).to_be_visible()
        desk.get_by_role("link", name=NAME).click()
        desk.get_by_role("button", name="验收通过，对外开放").click()
        expect(desk.get_by_text(f"“{NAME}”验收通过，即日起对外开放。")).to_be_visible()

        phone.goto(f"{product.url}/places/?open=1")
        expect(phone.get_by_text(NAME)).to_be_visible()

        desk.get_by_text("装一把锁").first.click()
        desk.get_by_role("button", name="生成密钥").click()
        key, address = desk.locator("#key").inner_text(), desk.locator("code").first.inner_text()

    address = product.url + address[address.index("/stations/") :]
    code, visitor = issue(rider)[0], issue(stranger)[0]
    assert ask(product, address, key, urlencode({"code": code}).encode()) == (200, {"open": True})
    refused = ask(product, address, key, urlencode({"code": visitor}).encode())
    assert (refused[0], refused[1]["code"]) == (403, "members_only")
    assert ask(product, address, "another key", b"code=x")[0] == 401

    before = database_now() - timedelta(hours=2)
    alone = [{"code": issue(rider, at=before)[0], "at": before.isoformat()}]
    late = ask(product, address.replace("/enter", "/entries"), key, json.dumps(alone).encode())
    assert late == (200, {"noted": 1})
    assert list(DoorEntry.objects.order_by("at").values_list("was_offline", flat=True)) == [True, False]
