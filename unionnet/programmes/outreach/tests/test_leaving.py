# SPDX-License-Identifier: Apache-2.0
"""Who signs out at a table leaves nothing on the device, and is asked first when something is not sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_id_number, make_officer, make_union
from tests.serving import PHONE, Site, window
from unionnet.directory.people.models import Account, Membership
from unionnet.foundation.clock import database_now
from unionnet.programmes.outreach.actions import Plan, call_meeting, open_booth
from unionnet.programmes.outreach.models import Slip

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEFT = """async () => [
    ...(await indexedDB.databases()).map(({ name }) => name), ...await caches.keys()
].filter((name) => name === "unionnet-outbox" || name === "unionnet-kept-pages")"""


def become(page: Page, site: Site, login: str) -> None:
    page.goto(f"{site.url}/account/login/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    told: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token}
    page.request.post(f"{site.url}/people/demo/{login}", form=told, headers={"Referer": site.url})


def test_a_slip_outlives_an_expired_session_and_goes_with_signing_out(
    browser: Browser, demo_site: Site
) -> None:
    officer, now = make_officer(make_union("云阳县总工会")), database_now()
    Account.objects.filter(person=officer).update(login="demo-officer", is_demo=True)
    hours = (now - timedelta(hours=1), now + timedelta(hours=4))
    meeting = call_meeting(officer.roles.get().organisation, Plan("入会", "广场", *hours), by=officer)
    here = (
        f"{demo_site.url}/desk/outreach/booths/{open_booth(meeting, '1 号台', officer, by=officer).public_id}"
    )
    with window(browser, size=PHONE) as phone:
        become(phone, demo_site, "demo-officer")
        phone.goto(here)
        phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
        kept = phone.context.cookies()
        phone.context.clear_cookies(name="sessionid")
        write_down(phone, 1)
        expect(phone.locator("[data-state]")).to_contain_text("登录已过期")
        assert Slip.objects.count() == 0
        phone.context.add_cookies([cookie for cookie in kept if cookie["name"] == "sessionid"])  # type: ignore[misc]
        phone.goto(here)
        expect(phone.locator("[data-pass] .name")).to_have_text("韩骑手")
        assert Membership.objects.filter(channel="event", state="active").count() == 1

        phone.route(
            here, lambda route: route.abort() if route.request.method == "POST" else route.continue_()
        )
        write_down(phone, 2)
        expect(phone.locator("[data-count]")).to_have_text("1 份待发送")
        sign_out = phone.locator("form[action='/account/logout/'] button")
        phone.goto(f"{demo_site.url}/people/me")
        sign_out.first.click()
        question = phone.get_by_role("dialog")
        expect(question).to_contain_text("还有 1 份没有发送")
        question.get_by_role("button", name="取消").click()
        assert len(phone.evaluate(LEFT)) == 2
        sign_out.first.click()
        phone.get_by_role("dialog").get_by_role("button", name="确定").click()
        phone.wait_for_url(lambda address: "/people/me" not in address)
        assert phone.evaluate(LEFT) == []


def write_down(page: Page, number: int) -> None:
    page.locator("#id_name").fill("韩骑手")
    page.locator("#id_id_number").fill(make_id_number(date(1990, 1, 1), number))
    page.locator("#id_mobile").fill(f"1360000{number:04d}")
    page.locator("#id_occupation").select_option("food_delivery_rider")
    page.locator("#id_agreed").check()
    page.locator("#id_mobile").press("Enter")
