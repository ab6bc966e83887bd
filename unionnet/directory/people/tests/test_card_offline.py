# SPDX-License-Identifier: Apache-2.0
"""The desk checks a card with the network gone: the browser holds the public key."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.makers import make_officer, make_person, make_union
from tests.serving import DESK, Site, window
from unionnet.directory.people import cards
from unionnet.directory.people.models import Account
from unionnet.foundation.clock import database_now

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_a_card_is_checked_without_a_network(browser: Browser, demo_site: Site) -> None:
    union = make_union("云阳县总工会")
    Account.objects.filter(person=make_officer(union)).update(is_demo=True, login="demo-officer")
    member = make_person("秦朗", union=union)
    good, _until = cards.issue(member)
    over, _ended = cards.issue(member, at=database_now() - timedelta(minutes=6))
    with window(browser, size=DESK) as desk:
        desk.goto(f"{demo_site.url}/account/login/")
        token = desk.locator("input[name=csrfmiddlewaretoken]").first.input_value()
        desk.request.post(
            f"{demo_site.url}/people/demo/demo-officer",
            form={"csrfmiddlewaretoken": token},
            headers={"Referer": demo_site.url},
        )
        desk.goto(f"{demo_site.url}/desk/people/verify")
        desk.context.set_offline(True)
        verdict = desk.locator("[data-verdict]")
        answers = {good: "有效的工会会员", over: "会员码已过期", good[:-6] + "AAAAAA": "这不是有效的会员码"}
        for shown, says in answers.items():
            desk.get_by_label("会员码内容").fill(f"{demo_site.url}/people/v/{shown}")
            desk.get_by_role("button", name="核验", exact=True).click()
            expect(verdict).to_contain_text(says)
        desk.context.set_offline(False)
        desk.get_by_label("会员码内容").fill(good)
        desk.get_by_role("button", name="核验", exact=True).click()
        expect(desk.locator("[data-server]")).to_contain_text("秦朗")
