# SPDX-License-Identifier: Apache-2.0
"""Who signs out leaves nothing in the browser: not in its cache, not with the worker, not behind “back”."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_person, make_union, sign_in
from tests.serving import PHONE, Site, window
from unionnet.directory.people.models import Account

CLEAR = "Clear-Site-Data"
KEPT_BY_THE_WORKER = """async () => {
    const kept = [];
    for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) kept.push(new URL(url).pathname);
    return kept;
}"""


@pytest.mark.django_db
def test_signing_out_clears_what_the_browser_keeps_and_nothing_else_does(client: Client) -> None:
    sign_in(client, make_person("秦朗"))
    assert CLEAR not in client.get("/people/me").headers
    assert client.post("/account/logout/")[CLEAR] == '"cache"'
    assert CLEAR not in client.post("/account/logout/").headers


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_next_one_at_the_phone_sees_nothing(browser: Browser, demo_site: Site) -> None:
    member = make_person("秦朗", union=make_union("云阳县总工会"))
    Account.objects.create(person=member, login="demo-qin", is_demo=True)
    with window(browser, size=PHONE) as phone:
        become(phone, demo_site, "demo-qin")
        phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
        for address in ("/people/card", "/people/me"):
            phone.goto(demo_site.url + address)
            expect(phone.get_by_text("秦朗").first).to_be_visible()
        with phone.expect_navigation():
            phone.locator("form[action='/account/logout/'] button").first.click()
        phone.go_back()
        expect(phone.get_by_text("秦朗")).to_have_count(0)
        assert [path for path in phone.evaluate(KEPT_BY_THE_WORKER) if not path.startswith("/static/")] == [
            "/offline"
        ]
        phone.context.set_offline(True)
        for address in ("/people/card", "/people/me", "/"):
            phone.goto(demo_site.url + address)
            expect(phone.get_by_role("heading", name="没有网络")).to_be_visible()
            expect(phone.get_by_text("秦朗")).to_have_count(0)


def become(page: Page, site: Site, login: str) -> None:
    page.goto(f"{site.url}/account/login/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    page.request.post(
        f"{site.url}/people/demo/{login}",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": site.url},
    )
