# SPDX-License-Identifier: Apache-2.0
"""S2-02: the roster of 云阳. 531 full-time and 2,574 part-time people are 3,105, an average of 3.61 in 861
grassroots organisations; those without full-time people are listed, and every number opens to its list."""

from __future__ import annotations

import io
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Page
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import make_officer, sign_in
from tests.serving import Site
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.demo.stages.persons import load_persons
from unionnet.doors.demo.stages.staffing import load_staffing
from unionnet.doors.demo.stages.tree import load_tree
from unionnet.programmes.staffing.models import StaffMember, StaffPost

pytestmark = pytest.mark.django_db(transaction=True)
ROSTER = "/desk/staffing/?on=2024-04-30"


@pytest.fixture
def officer() -> Person:
    load_tree()
    load_persons()
    load_staffing()
    return make_officer(Organisation.objects.get(name="云阳县总工会"), name="谭晓玲")


@pytest.mark.browser
def test_an_officer_reads_the_roster_and_opens_a_number(
    site: Site, desk: Page, client: Client, officer: Person
) -> None:
    sign_in(client, officer)
    session: SetCookieParam = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.session.session_key or "",
        "url": site.url,
    }
    desk.context.add_cookies([session])
    desk.goto(site.url + ROSTER)
    lead = desk.locator(".nums").inner_text()
    for figure in ("3,105 人", "专职 531 人，兼职 2,574 人", "3.61", "861 个已成立的小三级组织"):
        assert figure in lead
    total = desk.locator("tr.total").nth(1).locator("td").all_inner_texts()
    assert total == ["531", "2,574", "3,105", "861", "3.61", "470"]
    desk.locator("tr.total").nth(1).locator("td a").last.click()
    assert "共 470 个工会" in desk.locator("main").inner_text()


def test_every_number_opens_to_a_list_of_as_many_persons(client: Client, officer: Person) -> None:
    sign_in(client, officer)
    page = client.get(ROSTER).content.decode()
    cells = re.findall(r'<td class="num"><a href="(/desk/staffing/posts[^"]+)">([\d,]+)</a>', page)
    assert len(cells) > 60
    for address, shown in cells[:30]:
        assert f"共 {shown} 人，" in text_of(client.get(address.replace("&amp;", "&")))


def test_a_second_post_makes_no_second_person(client: Client, officer: Person) -> None:
    sign_in(client, officer)
    held = {kind: StaffPost.objects.filter(kind=kind).count() for kind in ("bargaining_adviser", "part_time")}
    assert held == {"bargaining_adviser": 30, "part_time": 2574}
    assert "共 3,191 人，3,273 个岗位" in text_of(client.get("/desk/staffing/posts?on=2024-04-30"))
    assert StaffMember.objects.count() == 3191


def test_the_sheet_goes_out_and_comes_in_again(client: Client, officer: Person) -> None:
    sign_in(client, officer)
    sent = client.get("/desk/staffing/posts.xlsx?on=2024-04-30&kind=full_time").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sent)).get_sheet_by_index(0).to_python()
    assert len(rows) == 532
    answer = client.post(
        "/desk/staffing/import",
        {"file": SimpleUploadedFile("干部名册.xlsx", sent), "union": "云阳县总工会"},
    )
    assert "将新登记 0 个岗位，更新 531 个，0 行有误不导入" in text_of(answer)
