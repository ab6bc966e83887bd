# SPDX-License-Identifier: Apache-2.0
"""S3-07: 东莞 matches members from several sources; what does not fit goes to a queue, not into the register.

A street officer imports a list. One of the people is a member in another street, under a variant of the name:
one document, two towns. The register does not change; the conflict shows both sides; the officer finds it is
the same person who has moved, and both unions act. Decision and history stay readable.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_officer, make_person, make_union
from tests.serving import DESK, PHONE, Site, window
from unionnet.directory.people.models import Account, Conflict, Membership, MembershipSpan, Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HEAD = "姓名,身份证号,手机号,职业类别,工作单位\n"


def as_demo(person: Person, login: str) -> Person:
    Account.objects.filter(person=person).update(is_demo=True, login=login)
    return person


def enter(page: Page, site: Site, login: str) -> None:
    page.goto(f"{site.url}/account/login/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    given: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token}
    page.request.post(f"{site.url}/people/demo/{login}", form=given, headers={"Referer": site.url})


def import_list(page: Page, site: Site, union: str, sheet: Path) -> None:
    page.goto(f"{site.url}/desk/rosters/import")
    page.get_by_label("加入的工会").fill(union)
    page.get_by_label(re.compile("名单文件")).set_input_files(str(sheet))
    page.get_by_role("button", name="上传并检查").click()
    page.get_by_role("button", name="导入并批准").click()
    expect(page.get_by_text("与已有登记冲突，需要核对")).to_be_visible()


def test_one_document_in_two_towns(browser: Browser, demo_site: Site, tmp_path: Path) -> None:
    city = make_union("东莞市总工会", kind="city_federation", region_code="441900")
    old = make_union("虎门镇总工会", city, region_code="441900")
    new = make_union("长安镇总工会", city, region_code="441900")
    lin = as_demo(make_person("林晓洁", union=old), "demo-lin")
    as_demo(make_officer(old, name="虎门干部"), "demo-humen")
    as_demo(make_officer(new, name="长安干部"), "demo-changan")
    as_demo(make_officer(city, name="市干部"), "demo-city")
    fresh = make_person("吴敏")
    sheet = tmp_path / "名单.csv"
    lines = [f"林晓㛃,{lin.id_number.open()},13711112222,快递员,长安快递站"]
    lines += [f"吴敏,{fresh.id_number.open()},13711113333,快递员,长安快递站"]
    sheet.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")

    with window(browser, size=DESK) as desk:
        enter(desk, demo_site, "demo-changan")
        import_list(desk, demo_site, "长安镇总工会", sheet)
        assert (Membership.objects.get(person=lin).organisation, lin.name) == (old, "林晓洁")
        desk.goto(f"{demo_site.url}/desk/people/conflicts")
        desk.get_by_role("link", name="林晓洁").click()
        expect(desk.get_by_text("姓名只差写法")).to_be_visible()
        expect(desk.get_by_role("row", name=re.compile("姓名 林晓洁 林晓㛃 不同"))).to_be_visible()
        assert lin.id_number.open() not in desk.content()
        expect(desk.get_by_role("radio", name="同一人，合并")).to_be_disabled()
        desk.get_by_label("同一人，改办会籍接转").check()
        desk.get_by_label("核对经过").fill("电话核实，本人已到长安上班")
        desk.get_by_role("button", name="确定").click()
        expect(desk.get_by_text("等转出工会").or_(desk.get_by_text("转出工会办理")).first).to_be_visible()
    assert Membership.objects.get(person=lin).state == "transferring"

    with window(browser, size=DESK, scripts=False) as desk:
        enter(desk, demo_site, "demo-humen")
        desk.goto(f"{demo_site.url}/desk/people/life")
        desk.get_by_role("link", name="林晓洁").click()
        desk.get_by_role("button", name="同意转出").click()
        expect(desk.get_by_text("已接转").first).to_be_visible()

    with window(browser, size=PHONE) as phone:
        enter(phone, demo_site, "demo-lin")
        phone.goto(f"{demo_site.url}/people/membership")
        expect(phone.get_by_role("heading", name="长安镇总工会")).to_be_visible()
        expect(phone.get_by_text("会籍转入")).to_be_visible()

    with window(browser, size=DESK) as desk:
        enter(desk, demo_site, "demo-city")
        desk.goto(f"{demo_site.url}/desk/people/conflicts?decided=1")
        expect(desk.get_by_text("同一人，改办会籍接转")).to_be_visible()
    spans = MembershipSpan.objects.filter(person=lin).order_by("id")
    where = list(spans.values_list("organisation__name", "state"))
    assert where == [("虎门镇总工会", "active"), ("虎门镇总工会", "transferring"), ("长安镇总工会", "active")]
    assert Conflict.objects.get().decision == "transfer"
