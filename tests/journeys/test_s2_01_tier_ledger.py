# SPDX-License-Identifier: Apache-2.0
"""S2-01: the 小三级 ledger of 云阳. 42 towns, 1 park, 11 sectors, 480 villages, 327 enterprises: 861 of the
892 unions that should exist. Every number opens to its list, and a sealed month stays as it was."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Page
from python_calamine import CalamineWorkbook

from tests.makers import make_officer, sign_in
from tests.serving import Site
from unionnet.directory.organisations.actions import change_organisation, dissolve_organisation
from unionnet.directory.organisations.models import Coverage, Organisation
from unionnet.directory.organisations.queries import tier_totals
from unionnet.directory.people.models import Person
from unionnet.doors.demo.stages.tree import load_employers, load_tree
from unionnet.programmes.rates.actions import seal_month
from unionnet.programmes.rates.queries import sheet_of

pytestmark = pytest.mark.django_db(transaction=True)
APRIL, MAY = date(2024, 4, 30), date(2024, 5, 31)
REPORT = "/desk/organisations/report/?on=2024-04-30"


@pytest.fixture
def county() -> Organisation:
    load_tree()
    load_employers()
    return Organisation.objects.get(name="云阳县总工会")


@pytest.fixture
def officer(county: Organisation) -> Person:
    return make_officer(county, name="谭晓玲")


def numbers(county: Organisation, on: date) -> list[tuple[int, int]]:
    totals = tier_totals(county.path, on)
    return [(row.established, row.expected) for row in (*totals.tiers, totals.whole)]


@pytest.mark.browser
def test_an_officer_reads_the_ledger_and_opens_a_number(
    site: Site, desk: Page, client: Client, officer: Person
) -> None:
    sign_in(client, officer)
    session: SetCookieParam = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.session.session_key or "",
        "url": site.url,
    }
    desk.context.add_cookies([session])
    desk.goto(site.url + REPORT)
    assert desk.locator("h1").inner_text() == "小三级建会率 96.5%"
    tiers = desk.locator("tr.tier td:nth-child(2)").all_inner_texts()
    assert tiers == ["43", "491", "327"]
    assert desk.locator("tr.total td").all_inner_texts() == ["861", "892", "31", "96.5%"]
    desk.locator("tr.total td:nth-child(4) a").click()
    assert "共 31 个工会" in desk.locator("main").inner_text()


def test_every_number_of_the_report_opens_to_a_list_of_that_length(client: Client, officer: Person) -> None:
    sign_in(client, officer)
    page = client.get(REPORT).content.decode()
    cells = re.findall(r'<td class="num"><a href="([^"]+)">([\d,]+)</a>', page)
    assert len(cells) == 23
    for address, shown in cells:
        listed = client.get(address.replace("&amp;", "&")).content.decode()
        assert f"共 {shown} 个工会" in listed


def test_the_sheet_for_excel_has_the_same_figures(client: Client, officer: Person) -> None:
    sign_in(client, officer)
    answer = client.get("/desk/organisations/report/export?on=2024-04-30")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue()))
    rows = {row[0]: row[1:4] for row in sheet.get_sheet_by_index(0).to_python()[1:]}
    assert rows["合计"] == [861, 892, 31]
    assert rows["第二级：村（社区）、区域、行业"] == [491, 497, 6]


def test_an_employer_in_a_village_and_a_sector_counts_once(county: Organisation) -> None:
    totals = tier_totals(county.path, APRIL)
    links = Coverage.objects.filter(organisation__path__startswith=county.path).count()
    assert links > totals.employers_covered
    assert totals.employers_covered == len(set(Coverage.objects.values_list("employer_id", flat=True)))
    assert totals.employers_expected == totals.employers_covered + totals.employers_missing == 1888


def test_dissolving_in_may_and_approving_back_dated_change_the_days_they_touch(
    county: Organisation, officer: Person
) -> None:
    assert numbers(county, APRIL) == [(43, 43), (491, 497), (327, 352), (861, 892)]
    village = Organisation.objects.filter(kind="village_joint_union", since__isnull=False).latest("since")
    dissolve_organisation(village, date(2024, 5, 6), by=officer)
    assert numbers(county, APRIL)[-1] == (861, 892)
    assert numbers(county, MAY)[-1] == (860, 891)
    missing = Organisation.objects.filter(kind="enterprise_union", since__isnull=True).earliest("pk")
    change_organisation(
        missing, region_code="500235", uscc="", since=date(2024, 4, 20), basis="云工〔2024〕31号", by=officer
    )
    # The register now says so of April too; a sealed April figure does not move.
    assert numbers(county, APRIL)[-1] == (862, 892)
    assert numbers(county, MAY)[-1] == (861, 891)


def test_a_sealed_april_stays_and_may_carries_the_correction(
    client: Client, county: Organisation, officer: Person
) -> None:
    sign_in(client, officer)
    april = seal_month(county, date(2024, 4, 1), by=officer, at=datetime(2024, 5, 2, tzinfo=UTC))
    page = f"/desk/rates/{april.public_id}/"
    as_sealed = client.get(page).content.decode()
    assert "2024-04 小三级建会率 96.5%" in as_sealed
    assert "与封存时一致" in as_sealed
    before = sheet_of(april, 1)
    village = Organisation.objects.filter(kind="village_joint_union", since__isnull=False).latest("since")
    dissolve_organisation(village, date(2024, 5, 6), by=officer)
    missing = Organisation.objects.filter(kind="enterprise_union", since__isnull=True).earliest("pk")
    change_organisation(
        missing, region_code="500235", uscc="", since=date(2024, 4, 20), basis="云工〔2024〕31号", by=officer
    )
    may = seal_month(county, date(2024, 5, 1), by=officer, at=datetime(2024, 6, 3, tzinfo=UTC))
    assert sheet_of(april, 1) == before
    assert (before.whole.numerator, before.whole.denominator) == (861, 892)
    tiers = [rate for rate in sheet_of(may, 1).tiers if rate.level in ("tier", "total")]
    assert [(rate.numerator, rate.denominator) for rate in tiers] == [
        (43, 43),
        (490, 496),
        (328, 352),
        (861, 891),
    ]
    april_page, may_page = (
        " ".join(client.get(f"/desk/rates/{seal.public_id}/").content.decode().split())
        for seal in (april, may)
    )
    assert "861 / 892 → <b" in april_page
    assert "862 / 892</b>" in april_page
    assert (missing.name in april_page, village.name in april_page) == (True, False)
    assert "补录：成立日期 2024-04-20" in may_page
    assert "撤销：2024-05-06" in may_page


def test_every_sealed_number_opens_to_the_list_of_its_day(
    client: Client, county: Organisation, officer: Person
) -> None:
    sign_in(client, officer)
    april = seal_month(county, date(2024, 4, 1), by=officer, at=datetime(2024, 5, 2, tzinfo=UTC))
    for union in Organisation.objects.filter(kind="village_joint_union", since__isnull=False)[:3]:
        dissolve_organisation(union, date(2024, 5, 6), by=officer)
    page = client.get(f"/desk/rates/{april.public_id}/").content.decode()
    cells = re.findall(r'<td class="num"><a href="(list/[^"]+)">([\d,]+)</a>', page)
    assert len(cells) > 60
    for address, shown in cells[::7]:
        listed = client.get(f"/desk/rates/{april.public_id}/" + address.replace("&amp;", "&"))
        assert f"封存时共 {shown} 个" in listed.content.decode(), address
