# SPDX-License-Identifier: Apache-2.0
"""A rider's two months of wages, walked to the end by those who walk it, each from the page they open first
and by what stands on it: told from the code of a station, picked up by the seat, sent down to the county,
given to a lawyer, put to the employer in a letter, answered on the last day, rated by the rider. The province
sees the whole way, and one late unit in red, on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import F
from django.test import Client
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_officer, make_person, make_union, sign_in
from tests.serving import DESK, PHONE, Site, window
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import make_site
from unionnet.foundation.clock import database_now
from unionnet.programmes.letters.models import Letter
from unionnet.programmes.letters.tests.makers import make_employer
from unionnet.tools.casework import actions as do

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MATTER, FIRM = "两个月没有发工资", "示范配送有限公司"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Tree:
    """A province, a city with the hotline and the station, two of its counties."""

    province: Organisation
    city: Organisation
    county: Organisation
    slow: Organisation


@pytest.fixture
def tree() -> Tree:
    province = make_union("四川省总工会", kind="provincial_federation", region_code="510000")
    city = make_union("宜宾市总工会", province, kind="city_federation", region_code="511500")
    county = make_union("叙州区总工会", city, kind="county_federation", region_code="511504")
    slow = make_union("翠屏区总工会", city, kind="county_federation", region_code="511502")
    return Tree(province, city, county, slow)


class Windows:
    """Everybody has one of their own, signed in or not."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self._browser, self._site, self._open = browser, site, ExitStack()

    def open(self, person: Person | None, path: str, *, size: dict[str, int] = DESK) -> Page:
        page = self._open.enter_context(window(self._browser, size=size))
        if person is not None:
            key = sign_in(Client(), person).session.session_key or ""
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self._site.url}
            page.context.add_cookies([cookie])  # type: ignore[list-item]
        page.goto(path if path.startswith("http") else f"{self._site.url}{path}")
        return page

    def close(self) -> None:
        self._open.close()


@pytest.fixture
def windows(site: Site, browser: Browser) -> Iterator[Windows]:
    found = Windows(browser, site)
    yield found
    found.close()


def follow(page: Page, name: str) -> None:
    page.locator("body").get_by_role("link", name=name).first.click()


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def write(page: Page, **words: str) -> None:
    for field, value in words.items():
        page.locator(f"main [name={field}]:visible").fill(value)


def sees(page: Page, *words: str) -> None:
    for each in words:
        expect(page.get_by_text(each).first).to_be_visible()


def test_from_the_code_at_night_to_the_rating(windows: Windows, tree: Tree, tmp_path: Path) -> None:
    make_employer(FIRM, region_code="511504")
    at_city, at_county = make_officer(tree.city, name="坐席小陈"), make_officer(tree.county, name="谭部长")
    one_unit_is_late(tree, at_city)

    phone = told_at_the_station(windows, tree)
    seat = windows.open(at_city, "/desk/")
    sent_down(seat, tree)
    county = windows.open(at_county, "/desk/")
    given_a_lawyer(county)
    address = put_to_the_employer(county, tmp_path)
    answered_on_the_last_day(windows, address)
    seen_to_be_mended(county)
    closed(seat)
    rated(phone)
    seen_from_the_province(windows, tree)


def one_unit_is_late(tree: Tree, seat: Person) -> None:
    """Another matter, which the other county has not signed for in its day."""
    begin = database_now() - 3 * DAY
    other = do.take_in(do.plain_kind(), tree.city, do.Matter("站点扣押金"), by=seat, at=begin)
    do.dispatch(other, tree.slow, by=seat, at=begin + HOUR)


def told_at_the_station(windows: Windows, tree: Tree) -> Page:
    """The form is there at every hour."""
    rider, station = make_person("骑手小李", union=tree.county), make_site(tree.city, "江北驿站")
    phone = windows.open(rider, f"/places/{station.public_id}", size=PHONE)
    follow(phone, "在这里反映问题")
    write(phone, title=MATTER, text="跑单两个月，站点没有发工资，三个人都一样。")
    press(phone, "告诉工会")
    sees(phone, MATTER, "宜宾市总工会", "办理期限")
    return phone


def sent_down(seat: Page, tree: Tree) -> None:
    follow(seat, MATTER)
    sees(seat, "驿站扫码")
    follow(seat, "派单")
    write(seat, unit=tree.county.name, remark="涉及三名骑手，请县里办。")
    press(seat, "派单")
    sees(seat, "待签收")


def given_a_lawyer(county: Page) -> None:
    """The clock of the case becomes that of legal aid; it is urgent, so the lawyer begins before the
    decision. Nobody is on the list yet: the way to it stands beside the form, and leads back."""
    follow(county, MATTER)
    press(county, "签收办理")
    follow(county, "转法律援助")
    for field, value in (("matter", "wages"), ("form", "arbitration")):
        choose(county, field, value)
    choose(county, "ground", "migrant_wages")
    choose(county, "urgency", "limitation")
    press(county, "转法律援助")
    follow(county, "先行指派律师")
    follow(county, "律师名单")
    write(county, name="韦正", firm="示范律师事务所", licence="15115201010000001", phone="0831-5550100")
    press(county, "加入名单")
    follow(county, "先行指派律师")
    county.locator("main [name=lawyer]").select_option(label="韦正 · 示范律师事务所")
    press(county, "先行指派律师")
    follow(county, "补办审批")
    choose(county, "form", "negotiation")
    press(county, "补办审批")
    sees(county, "韦正", "援助中")


def choose(page: Page, field: str, value: str) -> None:
    """One of several, drawn as a list or as buttons."""
    radio = page.locator(f"main input[name={field}][value={value}]")
    if radio.count():
        radio.check()
    else:
        page.locator(f"main select[name={field}]").select_option(value)


def put_to_the_employer(county: Page, folder: Path) -> str:
    """Returns the address on the paper, as the employer reads it."""
    follow(county, "发提示函")
    sees(county, "三个人都一样")  # what it is about stands beside the paper
    write(
        county,
        employer=FIRM,
        problem="拖欠 3 名骑手两个月工资，违反劳动合同法第三十条。",
        demand="在 5 日内足额支付工资。",
    )
    press(county, "保存拟稿")
    with county.expect_download() as given:
        follow(county, "下载可编辑文件")
    paper = folder / "letter.docx"
    given.value.save_as(paper)
    county.locator("summary", has_text="登记送达").click()
    write(county, receipt="站点经理当面签收")
    press(county, "已送达")
    sees(county, "待答复")
    said = "\n".join(line.text for line in Document(str(paper)).paragraphs)
    found = re.search(r"http\S+/letters/answer/\w+", said)
    assert found is not None, said
    return found[0]


def answered_on_the_last_day(windows: Windows, address: str) -> None:
    """The employer has the address and no account; three hours are left."""
    letter = Letter.objects.get()
    assert letter.due_at is not None
    gone = letter.due_at - database_now() - 3 * HOUR
    Letter.objects.update(at=F("at") - gone, delivered_at=F("delivered_at") - gone, due_at=F("due_at") - gone)
    firm = windows.open(None, address, size=PHONE)
    sees(firm, FIRM, "叙州区总工会", "在 5 日内足额支付工资")
    firm.get_by_role("radio").first.check()
    write(firm, words="今天已经支付三名骑手的全部工资。")
    press(firm, "提交答复")
    sees(firm, "答复已经收到", "今天已经支付三名骑手的全部工资", "核实")
    firm.context.close()


def seen_to_be_mended(county: Page) -> None:
    """It waits on the desk; from the letter the way goes to the aid, which ends with its result."""
    follow(county, "今天")
    follow(county, FIRM)
    sees(county, "今天已经支付三名骑手的全部工资")
    press(county, "已改正")
    follow(county, "法律援助：援助中")
    follow(county, "结案")
    write(county, result="工资已经全部补发。")
    press(county, "结案")
    sees(county, "已结案")


def closed(seat: Page) -> None:
    follow(seat, "今天")
    follow(seat, MATTER)
    sees(seat, "工资已经全部补发")
    press(seat, "确认办结")
    sees(seat, "已办结")


def rated(phone: Page) -> None:
    """What the rider reads of the way, and says of it; the notice comes about a second later."""
    follow(phone, "我的")
    follow(phone, "消息")
    for _ in range(100):
        if phone.get_by_text("请看答复并评价").count():
            break
        phone.wait_for_timeout(300)
        phone.reload()
    follow(phone, "请看答复并评价")
    follow(phone, "去看看")
    sees(
        phone,
        *("情况紧急，先行援助", "韦正律师", "工会已向示范配送有限公司发出提示函", "已经答复", "已经改正"),
        "工资已经全部补发",
    )
    press(phone, "满意")
    sees(phone, "评价：满意")


def seen_from_the_province(windows: Windows, tree: Tree) -> None:
    """One list: every unit's share in every case, the late one red; one page: the whole way of this case."""
    page = windows.open(make_officer(tree.province, name="省总干部"), "/desk/")
    follow(page, "办件")
    follow(page, "全部")
    red = page.locator("tr").filter(has=page.locator(".tag.late"))
    expect(red).to_have_count(1)
    expect(red).to_contain_text(tree.slow.name)
    shares = page.locator("tr").filter(has_text=MATTER)
    expect(shares).to_contain_text([tree.county.name, tree.city.name])
    follow(page, MATTER)
    sees(page, "宜宾市总工会", "叙州区总工会", "驿站扫码", "法律援助：已结案", "提示函：已改正", "评价：满意")
