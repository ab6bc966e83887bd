# SPDX-License-Identifier: Apache-2.0
"""S3-28: the member card. Only an approved member who agrees to it apart gets one; three particulars go
to the bank and the member sees it; the card is handed over at the stand; a new-form member sees the special
six. (That the benefits themselves are given comes with the benefits tool.)"""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django import Settings as Options

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.serving import PHONE, Site, window
from tests.settling import settled
from unionnet.directory.people import cards
from unionnet.directory.people.actions import make_join_code
from unionnet.directory.people.models import Membership
from unionnet.directory.people.occupations import NEW_FORM
from unionnet.directory.reach.models import Notice
from unionnet.programmes.cards.actions import send_waiting
from unionnet.programmes.cards.models import CardRequest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_from_the_consent_to_the_card_in_the_hand(
    browser: Browser, demo_site: Site, client: Client, settings: Options
) -> None:
    settings.UNIONNET_BANK = "simulator"
    union = make_union("望京街道总工会", region_code="110105")
    officer = make_officer(union, name="白主席")
    rider = make_person("韩大路", union=union, tags=("food_delivery_rider", NEW_FORM))
    code = make_join_code(union, by=officer, channel="event", event="春季职工沟通会")
    Membership.objects.filter(person=rider).update(join_code=code)
    with window(browser, size=PHONE, scripts=False) as phone:
        sign_in(client, rider)
        name, value = next((n, m.value) for n, m in client.cookies.items() if "session" in n)
        phone.context.add_cookies([{"name": name, "value": value, "url": demo_site.url}])
        phone.goto(f"{demo_site.url}/cards/")
        expect(phone.get_by_text("送意外保障")).to_be_visible()
        phone.get_by_label("我已阅读，单独同意").check()
        phone.get_by_role("button", name="同意并申请").click()
        expect(phone.get_by_text("已申请。")).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    send_waiting()  # unless the worker of the site has it in hand
    settled(CardRequest.objects.filter(state="sent").exists)
    request = CardRequest.objects.get()
    assert request.parcel is None
    assert "姓名、证件号码、手机号" in text_of(client.get("/cards/"))
    settled(Notice.objects.filter(person=rider, key=f"cards:sent:{request.pk}").exists)
    sign_in(client, officer)
    page = f"/desk/cards/{request.public_id}"
    assert 'value="春季职工沟通会"' in client.get(page).content.decode()
    client.post(f"{page}/issue", {"tail": "6789", "event": "春季职工沟通会"})
    sign_in(client, rider)
    mine = text_of(client.get("/cards/"))
    assert "卡号末四位 6789" in mine
    assert "春季职工沟通会" in mine


def test_somebody_without_an_account_learns_only_whether_a_card_is_good(client: Client) -> None:
    member = make_person("韩大路", union=make_union("望京街道总工会", region_code="110105"))
    token, _until = cards.issue(member)
    page = text_of(client.get(f"/people/v/{token}"))
    assert "韩大路" not in page
    assert "有效" in page


def test_who_is_not_approved_is_told_what_to_do(client: Client, settings: Options) -> None:
    settings.UNIONNET_BANK = "simulator"
    sign_in(client, make_person("路人"))
    assert "请先申请入会" in text_of(client.get("/cards/"))
    assert client.post("/cards/", {"agreed": "on"}).status_code == 409
