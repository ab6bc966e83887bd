# SPDX-License-Identifier: Apache-2.0
"""S3-34: a company that builds in many countries brings its home for workers to the projects abroad.

Its union loads a list of 160 units, forty of them abroad. An engineer in Nairobi who has a passport and
reads no Chinese scans the code of her unit, joins in English, is approved, shows her card and takes a place
in an evening that is announced in two languages.
"""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_officer, make_union, sign_in
from tests.serving import PHONE, Site, window
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import approve, make_join_code
from unionnet.directory.people.models import JoinCode, Membership, Person
from unionnet.foundation.clock import database_now
from unionnet.programmes.nightschool.actions import CourseTerms, TermPlan, announce, open_term
from unionnet.programmes.nightschool.models import Course
from unionnet.tools.enrolment.models import Place

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HEAD = ["工会名称", "上级工会", "行政区划代码", "国家或地区", "时区", "成立日期"]
ABROAD = [("肯尼亚", "Africa/Nairobi"), ("智利", "America/Santiago"), ("印度尼西亚", "Asia/Jakarta")]
ABROAD += [("塞尔维亚", "Europe/Belgrade")]
CHINESE = "[\u4e00-\u9fff]"
# The two lines of an invented passport: SWE, born 1990-02-03, good until 2069-04-15.
LINES = (
    "P<SWEERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36SWE9002030F6904155<<<<<<<<<<<<<<02",
)


def book() -> bytes:
    """Four regions abroad with nine projects each, 120 units at home."""
    made = Workbook()
    page = made.active
    assert page is not None
    page.append(HEAD)
    for country, zone in ABROAD:
        page.append([f"{country}区域工会", "", "", country, zone, "2020-05-01"])
        for number in range(1, 10):
            page.append(
                [f"{country}第 {number} 项目工会", f"{country}区域工会", "", country, zone, "2021-03-01"]
            )
    for number in range(1, 121):
        page.append([f"国内第 {number} 分公司工会", "", "110105", "", "", "2018-01-01"])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def company() -> Organisation:
    return make_union("国际工程公司工会", kind="enterprise_union", region_code="110105")


@pytest.fixture
def officer(company: Organisation) -> Person:
    return make_officer(company)


@pytest.fixture
def project(client: Client, company: Organisation, officer: Person) -> Organisation:
    """The list is loaded, and a unit in Kenya is where the story goes on."""
    given = {"file": SimpleUploadedFile("境内外机构.xlsx", book())}
    page = sign_in(client, officer).post("/desk/organisations/import/", given).content.decode()
    assert "新登记 160 个（其中境外 40 个）" in page
    assert Organisation.objects.filter(path__gt=company.path, path__lt=company.path_end).count() == 160
    return Organisation.objects.get(name="肯尼亚第 3 项目工会")


@pytest.fixture
def evening(company: Organisation, officer: Person) -> Course:
    now = database_now()
    day = (now + timedelta(days=7)).date()
    plan = TermPlan("“国G家”文化之家", now - timedelta(hours=1), now + timedelta(days=2), day, day)
    term = open_term(company, plan, ["文化之家"], by=officer)
    terms = CourseTerms(
        title="中文与书法之夜",
        title_en="An evening of Chinese and calligraphy",
        size=20,
        summary="毛笔和纸由工会准备。",
        summary_en="Brush and paper are there; nothing to bring.",
        weekday=day.isoweekday(),
    )
    return announce(term.class_groups.get(), terms, by=officer, lessons=1)


NAMES = ("国际工程公司工会", "肯尼亚第 3 项目工会", "“国G家”文化之家", "文化之家", "中文", "安娜")


def fill_in(page: Page, site: Site, code: JoinCode) -> None:
    page.goto(f"{site.url}/j/{code.code}")
    page.get_by_role("button", name="English").first.click()
    expect(page).to_have_url(f"{site.url}/j/{code.code}")
    expect(page.get_by_label("Document", exact=True)).to_have_value("passport")
    page.get_by_label("Name", exact=True).fill("ERIKSSON ANNA MARIA")
    page.get_by_label("Document no.").fill("L898902C3")
    page.get_by_label(re.compile("two lines at the foot")).fill("\n".join(LINES))
    page.get_by_label(re.compile("Also written as")).fill("安娜")
    page.get_by_label("Mobile number").fill("13666001234")
    page.get_by_label("Occupation").select_option(label="Professional or technical staff")
    page.get_by_label(re.compile("I have read")).check()
    assert not re.search(CHINESE, without_chinese(page))
    page.get_by_role("button", name="Submit application").click()


def prove(page: Page, site: Site) -> None:
    told = page.context.new_page()
    told.goto(f"{site.url}/reach/demo-phone/")
    found = re.search(r"\b(\d{6})\b", told.inner_text("body"))
    assert found
    told.close()
    page.get_by_role("textbox").first.fill(found[1])
    page.get_by_role("button", name="Confirm").click()


def without_chinese(page: Page) -> str:
    """The page's words that are no names and no law: Chinese law is quoted as it was written."""
    law = [found.inner_text() for found in page.locator("cite").all()]
    text = page.inner_text("body")
    for words in (*law, *NAMES):
        text = text.replace(words, "")
    return text


def test_an_engineer_abroad_joins_and_takes_part_in_english(
    browser: Browser, demo_site: Site, project: Organisation, evening: Course, officer: Person
) -> None:
    code = make_join_code(project, by=officer, channel="unit", place_name="Camp gate")
    with window(browser, size=PHONE) as page:
        fill_in(page, demo_site, code)
        prove(page, demo_site)
        expect(page.get_by_role("heading", name="Waiting for review")).to_be_visible()
        assert not re.search(CHINESE, without_chinese(page))

        membership = Membership.objects.get(join_code=code)
        assert (membership.organisation, membership.state) == (project, "applied")
        approve(membership, by=officer)
        for there in ("/people/me", "/people/card/", "/people/consents", "/people/accounts"):
            page.goto(f"{demo_site.url}{there}")
            assert not re.search(CHINESE, without_chinese(page)), there

        page.goto(f"{demo_site.url}/nightschool/courses/{evening.public_id}/")
        expect(page.get_by_role("heading", name="An evening of Chinese and calligraphy")).to_be_visible()
        expect(page.get_by_text("Brush and paper are there")).to_be_visible()
        assert not re.search(CHINESE, without_chinese(page))
        page.get_by_role("button", name="Enrol").click()
        expect(page.get_by_text("An evening of Chinese and calligraphy").first).to_be_visible()
    anna = membership.person
    anna.refresh_from_db()
    assert Place.objects.get().person == anna
    assert (anna.name, anna.other_name) == ("ERIKSSON ANNA MARIA", "安娜")
    assert (anna.id_type, anna.nationality, anna.sex, anna.language) == ("passport", "SWE", "f", "en")


def test_a_colleague_reads_the_same_evening_in_chinese(client: Client, evening: Course) -> None:
    address = f"/nightschool/courses/{evening.public_id}/"
    chinese = client.get(address, headers={"accept-language": "zh-CN"}).content.decode()
    assert "中文与书法之夜" in chinese
    assert "calligraphy" not in chinese
    english = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "An evening of Chinese and calligraphy" in english
    assert "毛笔" not in english
