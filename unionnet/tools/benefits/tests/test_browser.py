# SPDX-License-Identifier: Apache-2.0
"""The counter in a real browser: somebody signs with the mouse, and the picture is on the printed list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect

from tests.makers import make_officer, make_person, make_union, sign_in
from tests.serving import PHONE, Site, window
from unionnet.directory.people.models import Membership
from unionnet.foundation.clock import database_now
from unionnet.tools.benefits.models import Benefit, Receipt, Signature
from unionnet.tools.benefits.tests.makers import make_benefit, make_item, make_stock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
INKED = "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((value) => value)"
DARK = """image => {
    const board = Object.assign(document.createElement("canvas"),
        { width: image.naturalWidth, height: image.naturalHeight });
    const pen = board.getContext("2d");
    pen.drawImage(image, 0, 0);
    const red = pen.getImageData(0, 0, board.width, board.height).data.filter((value, n) => n % 4 === 0);
    return red.filter((value) => value < 100).length;
}"""
DONE, GIVE, EMPTY = "韩骑手 已领取：入会礼包 × 1", "签好了，发放", "还没有看到签名"


@pytest.fixture
def benefit() -> Benefit:
    union = make_union("外卖配送行业工会联合会", kind="sectoral_federation")
    officer, now = make_officer(union), database_now()
    item = make_item(union, officer)
    make_stock(item, union, officer)
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    return make_benefit(union, officer, item, by_hand=True, **times)


@pytest.fixture
def counter(browser: Browser, site: Site, benefit: Benefit) -> Iterator[Page]:
    """An officer at the counter, who has found somebody."""
    rider = make_person("韩骑手", union=benefit.organisation)
    session = sign_in(Client(), make_officer(benefit.organisation)).cookies["sessionid"].value
    with window(browser, size=PHONE) as page:
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
        page.goto(f"{site.url}/desk/benefits/{benefit.public_id}/at/{benefit.organisation.public_id}")
        page.get_by_label("扫会员码，或输入会员证号").fill(str(Membership.objects.get(person=rider).card_no))
        page.get_by_role("button", name="下一步：签名").click()
        expect(page.locator("canvas")).to_be_visible()
        yield page


def write(page: Page) -> None:
    """Three strokes with the mouse."""
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    assert box
    for stroke in range(3):
        left, top = box["x"] + 30 + 60 * stroke, box["y"] + 20
        page.mouse.move(left, top)
        page.mouse.down()
        page.mouse.move(left + 40, top + 50, steps=6)
        page.mouse.move(left + 10, top + 80, steps=6)
        page.mouse.up()


def has_ink(page: Page) -> bool:
    return bool(page.locator("canvas").evaluate(INKED))


def give(page: Page) -> None:
    page.get_by_role("button", name=GIVE).click()


def test_a_name_drawn_with_the_mouse_stands_on_the_printed_list(counter: Page) -> None:
    give(counter)
    expect(counter.get_by_role("alert")).to_contain_text(EMPTY)
    write(counter)
    counter.get_by_role("button", name="撤销一笔").click()
    assert has_ink(counter)
    counter.get_by_role("button", name="重写").click()
    assert not has_ink(counter)
    give(counter)
    expect(counter.get_by_role("alert")).to_contain_text(EMPTY)
    assert not Receipt.objects.exists()
    write(counter)
    give(counter)
    expect(counter.get_by_text(DONE)).to_be_visible()
    expect(counter.locator("canvas")).to_have_count(0)
    assert Receipt.objects.get().signature == Signature.objects.get()
    counter.goto(f"{counter.url.partition('?')[0]}/sheet")
    picture = counter.get_by_role("img", name="手写签名")
    expect(picture).to_be_visible()
    assert picture.evaluate(DARK) > 500


def test_without_network_the_drawing_stays_and_is_sent_again_once(counter: Page) -> None:
    def answer_lost(route: Route) -> None:
        route.fetch()
        route.abort()

    write(counter)
    counter.context.set_offline(True)
    give(counter)
    expect(counter.get_by_role("alert")).to_contain_text("没有发出去，签名还在这里")
    assert has_ink(counter)
    counter.context.set_offline(False)
    counter.route("**/at/*", answer_lost, times=1)
    give(counter)
    expect(counter.get_by_role("alert")).to_contain_text("没有发出去，签名还在这里")
    give(counter)
    expect(counter.get_by_text(DONE)).to_be_visible()
    assert (Receipt.objects.count(), Signature.objects.count()) == (1, 1)


def test_who_signed_in_anew_in_another_window_goes_on(counter: Page) -> None:
    write(counter)
    token = counter.locator("[data-sign] [name=csrfmiddlewaretoken]")
    token.evaluate("field => { field.value = 'x'.repeat(64); }")
    give(counter)
    expect(counter.get_by_text(DONE)).to_be_visible()


def test_without_script_the_paper_way_is_said(browser: Browser, site: Site, counter: Page) -> None:
    plain = browser.new_context(java_script_enabled=False, locale="zh-CN")
    (session,) = (each["value"] for each in counter.context.cookies() if each["name"] == "sessionid")
    plain.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    page = plain.new_page()
    page.goto(counter.url)
    expect(page.get_by_text("不能在屏幕上手写，请在纸上签名。")).to_be_visible()
    expect(page.locator("canvas")).to_be_hidden()
    page.locator("summary", has_text="在纸上签").click()
    expect(page.get_by_role("button", name="上传并发放")).to_be_visible()
    plain.close()
