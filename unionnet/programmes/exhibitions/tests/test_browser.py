# SPDX-License-Identifier: Apache-2.0
"""One work a page in a real browser: arrow keys and a thumb turn it."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_officer, make_person, make_union, sign_in
from tests.serving import PHONE, Site, window
from unionnet.programmes.exhibitions.actions import publish
from unionnet.programmes.exhibitions.tests.makers import make_show, make_work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
SWIPE = """([from, to]) => {
    const work = document.querySelector("[data-turns]");
    const touch = (x) => new Touch({ identifier: 1, target: work, clientX: x, clientY: 300 });
    work.dispatchEvent(new TouchEvent("touchstart", { touches: [touch(from)], bubbles: true }));
    work.dispatchEvent(new TouchEvent("touchend", { changedTouches: [touch(to)], bubbles: true }));
}"""


def heading(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state("load")


def test_keys_and_a_thumb_turn_the_works(browser: Browser, site: Site) -> None:
    union = make_union("榆北煤业工会", kind="enterprise_union")
    officer, member = make_officer(union), make_person("林晓", union=union)
    show = make_show(union, officer)
    first, *_others = [make_work(show, officer, title) for title in ("甲", "乙", "丙")]
    publish(show, by=officer)
    with window(browser, size=PHONE) as page:
        session = sign_in(Client(), member).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
        page.goto(f"{site.url}/exhibitions/{show.public_id}/works/{first.public_id}")
        heading(page, "甲")
        page.keyboard.press("ArrowRight")
        heading(page, "乙")
        page.evaluate(SWIPE, [300, 100])
        heading(page, "丙")
        page.keyboard.press("ArrowRight")  # there is none after it
        page.evaluate(SWIPE, [100, 300])
        heading(page, "乙")
        page.evaluate(SWIPE, [200, 170])  # a thumb that only rests
        page.keyboard.press("ArrowLeft")
        heading(page, "甲")
