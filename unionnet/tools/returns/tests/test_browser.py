# SPDX-License-Identifier: Apache-2.0
"""A sheet in a real browser: a field saves itself when it is left, Enter walks down, and without scripts the
button saves the page."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.makers import sign_in
from tests.serving import DESK, PHONE, Site, window
from unionnet.directory.people.models import Person
from unionnet.tools.returns.actions import fill
from unionnet.tools.returns.models import Return
from unionnet.tools.returns.tests.makers import make_period, make_tree, return_of, typed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def enter(page: Page, site: Site, person: Person, found: Return) -> None:
    session = sign_in(Client(), person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    page.goto(f"{site.url}/desk/returns/{found.public_id}/")


def figures(found: Return) -> dict[str, int | None]:
    return dict(found.cells.values_list("indicator__code", "number"))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_sheet_keeps_itself(browser: Browser, site: Site, size: dict[str, int]) -> None:
    tree = make_tree()
    found = return_of(make_period(tree), tree.east)
    with window(browser, size=size) as page:
        enter(page, site, tree.at_east, found)
        page.get_by_label("A1 举办招聘会").fill("3")
        page.get_by_label("A1 举办招聘会").press("Enter")
        expect(page.get_by_label("A2 提供岗位")).to_be_focused()
        expect(page.locator("[data-said]")).to_have_text("已保存")
        assert figures(found) == {"A1": 3}
        page.get_by_label("A3 用工需求").fill("200")
        page.get_by_label("A4 达成意向").fill("五十")
        page.get_by_label("A4 达成意向").blur()
        expect(page.locator("#row-A4 [data-wrong]")).to_contain_text("请写 0 或正整数")
        page.get_by_label("A4 达成意向").fill("50")
        page.get_by_label("A4 达成意向").blur()
        expect(page.locator("output#v-A5")).to_have_text("25.00%")
        fill(found, typed(A1=9), by=tree.above)  # meanwhile, at another desk
        page.get_by_label("A1 举办招聘会").fill("4")
        page.get_by_label("A1 举办招聘会").blur()
        expect(page.locator("#row-A1 [data-wrong]")).to_contain_text("别人刚刚改过")
        assert figures(found)["A1"] == 9


def test_without_scripts_the_button_saves_the_page(browser: Browser, site: Site) -> None:
    tree = make_tree()
    found = return_of(make_period(tree), tree.east)
    with window(browser, size=PHONE, scripts=False) as page:
        enter(page, site, tree.at_east, found)
        page.get_by_label("A1 举办招聘会").fill("3")
        page.get_by_label("A2 提供岗位").fill("40")
        page.get_by_role("button", name="保存并核对").click()
        assert figures(found) == {"A1": 3, "A2": 40}
