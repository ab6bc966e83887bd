# SPDX-License-Identifier: Apache-2.0
"""S3-29: a haircut card. Its holder shows it on the phone; the barber takes it, also while the network is
gone; no entry is used twice; at the end of the month the union has the list the shop is paid by."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.serving import PHONE, Site, window
from tests.settling import settled
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.tools.benefits.actions import hand_out, set_keepers, sign_merchant
from unionnet.tools.benefits.models import Merchant, Settlement, Use, Voucher
from unionnet.tools.benefits.tests.makers import BY_CODE, make_benefit, make_card, make_stock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def officer() -> Person:
    return make_officer(make_union("望京街道总工会", region_code="110105"), name="白主席")


@pytest.fixture
def barber() -> Person:
    return make_person("理发师傅")


@pytest.fixture
def card(officer: Person) -> Voucher:
    """Handed out an hour ago, for two haircuts."""
    union, now = officer.memberships.get().organisation, database_now()
    haircut = make_card(union, officer, "理发卡", entries=2)
    make_stock(haircut, union, officer)
    days = {"opens_at": now - timedelta(days=9), "closes_at": now + timedelta(days=9)}
    benefit = make_benefit(union, officer, haircut, title="理发卡", **days)
    moment = now - timedelta(hours=1)
    rider = make_person("韩大路", union=union)
    hand_out(benefit, union, rider, BY_CODE, key=uuid4(), by=officer, at=moment)
    return Voucher.objects.select_related("item", "person").get()


@pytest.fixture
def shop(officer: Person, barber: Person, card: Voucher) -> Merchant:
    union = officer.memberships.get().organisation
    merchant = sign_merchant(union, "示范理发店", "望京西路", {card.item: 2_500}, by=officer)
    return set_keepers(merchant, [barber], by=officer)


def test_the_barber_goes_on_without_network_and_each_entry_is_used_once(
    browser: Browser, demo_site: Site, client: Client, card: Voucher, shop: Merchant, barber: Person
) -> None:
    till = f"/benefits/merchants/{shop.public_id}"
    with window(browser, size=PHONE) as phone:
        sign_in(client, barber)
        name, value = next((n, m.value) for n, m in client.cookies.items() if "session" in n)
        phone.context.add_cookies([{"name": name, "value": value, "url": demo_site.url}])
        phone.goto(f"{demo_site.url}{till}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        field = phone.get_by_label("扫卡码，或输入卡号")
        field.fill(card.public_id)
        field.press("Enter")
        expect(phone.get_by_text("理发卡：第 1 次，还剩 1 次。")).to_be_visible()

        phone.context.set_offline(True)
        for _scanned_twice in range(2):
            field.fill(card.public_id)
            field.press("Enter")
            expect(field).to_have_value("")
        expect(phone.get_by_text("2 份待发送")).to_be_visible()
        assert Use.objects.count() == 1
        phone.context.set_offline(False)
        settled(lambda: Use.objects.count() == 2)
        expect(phone.get_by_text("这张卡的次数已经用完。").last).to_be_visible()
        phone.get_by_role("button", name="知道了").click()
        expect(phone.locator("[data-kept]")).to_be_hidden()
    kept = Use.objects.order_by("pk").last()
    assert kept is not None
    assert (kept.number, kept.was_kept, kept.price) == (2, True, 2_500)


def test_the_month_comes_to_a_list_the_shop_is_paid_by(
    client: Client, card: Voucher, shop: Merchant, barber: Person, officer: Person
) -> None:
    till = f"/benefits/merchants/{shop.public_id}"
    sign_in(client, barber)
    for _haircut in range(3):
        client.post(till, {"code": card.public_id, "key": uuid4()})
    assert Use.objects.count() == 2
    last_month = local_date(database_now()).replace(day=1) - timedelta(days=1)
    Use.objects.update(at=database_now() - timedelta(days=local_date(database_now()).day))
    sign_in(client, officer)
    page = f"/desk/benefits/merchants/{shop.public_id}"
    for _twice in range(2):
        assert client.post(f"{page}/settlements", {"month": f"{last_month:%Y-%m}"}).status_code == 302
    bill = Settlement.objects.get()
    assert (bill.uses, bill.amount) == (2, 5_000)
    assert "50.00 元" in text_of(client.get(page))
    sheet = client.get(f"/desk/benefits/settlements/{bill.public_id}.xlsx")
    assert sheet["Content-Type"].endswith("spreadsheetml.sheet")
