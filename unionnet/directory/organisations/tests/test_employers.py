# SPDX-License-Identifier: Apache-2.0
"""The register of employers: lists taken in, gaps by the law of the region, the diary."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations import actions
from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.employers import (
    EmployersWanted,
    due_of,
    employers_of,
    employers_seen_by,
)
from unionnet.directory.organisations.models import Contact, Coverage, Employer, Organisation
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

if TYPE_CHECKING:
    from unionnet.directory.people.models import Person

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind
TODAY = datetime(2026, 11, 20, 2, tzinfo=UTC)
HEAD = "单位名称,统一社会信用代码,行政区划代码,单位类型,行业,职工人数,开业日期,涵盖工会,涵盖开始日期"
ROOT = "/desk/organisations/employers/"


def code(number: int, region: str = "500235") -> str:
    return make_uscc(f"91{region}MA{number:06d}")


def sheet(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode("gb18030")


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind=Kind.COUNTY_FEDERATION)


@pytest.fixture
def village(county: Organisation) -> Organisation:
    town = make_union("双江街道总工会", county)
    return make_union("梨园社区联合工会", town, kind=Kind.VILLAGE_JOINT_UNION)


@pytest.fixture
def officer(county: Organisation) -> Person:
    return make_officer(county)


def late(union: Organisation, on: date) -> list[str]:
    rows = employers_of(union, EmployersWanted(covered="late"), on)
    return sorted(rows.values_list("name", flat=True))


def test_a_list_registers_corrects_and_covers(
    county: Organisation, village: Organisation, officer: Person
) -> None:
    known = Employer.objects.create(name="旧名", uscc=code(1), region_code="500235", employees=9)
    content = sheet(
        f"甲快递,{code(1)},500235,私营企业,G,,2024/3/1,梨园社区联合工会,2024-05-01",
        f"乙超市,{code(2).lower()},,600,批发和零售业,12,2024年4月5日,,",
    )
    done = actions.import_employers(county, content, by=officer, at=TODAY)
    assert (done.rows, done.added, done.changed, done.covered, done.refused) == (2, 1, 1, 1, [])
    known.refresh_from_db()
    assert (known.name, known.unit_type, known.industry, known.employees) == ("甲快递", "170", "G", 9)
    fresh = Employer.objects.get(uscc=code(2))
    assert (fresh.region_code, fresh.unit_type, fresh.industry) == ("500235", "600", "F")
    assert (fresh.employees, fresh.opened_on) == (12, date(2024, 4, 5))
    covered = Coverage.objects.get()
    assert (covered.employer, covered.organisation, covered.since) == (known, village, date(2024, 5, 1))
    again = actions.import_employers(county, content, by=officer, at=TODAY)
    assert (again.added, again.changed, again.covered, again.refused) == (0, 0, 0, [])
    told = Entry.objects.filter(fact="organisations.employers_imported").earliest("id")
    assert told.data == {
        "organisation_id": county.pk,
        "added": 1,
        "changed": 1,
        "covered": 1,
        "refused": 0,
    }


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"甲,{code(1)[:17]}!,,,,,,,", "校验位不对"),
        (f",{code(1)},,,,,,,", "单位名称应为"),
        (f"甲,{code(1)},00,,,,,,", "行政区划代码"),
        (f"甲,{code(1)},,火星企业,,,,,", "不认识的单位类型"),
        (f"甲,{code(1)},,,Z,,,,", "不认识的行业"),
        (f"甲,{code(1)},,,,99999999999999999999,,,", "职工人数"),
        (f"甲,{code(1)},,,,-3,,,", "职工人数"),
        (f"甲,{code(1)},,,,,2024-02-31,,", "日期应写成"),
        (f"甲,{code(1)},,,,,,无此工会,", "没有涵盖"),
        (f"甲,{code(1)},,,,,,梨园社区联合工会,2019-01-01", "工会成立之前"),
        (f"甲,{code(1)},,,,,,别县总工会,", "没有涵盖"),
    ],
)
def test_a_row_that_is_wrong_is_shown_with_its_reason(
    county: Organisation, village: Organisation, officer: Person, row: str, reason: str
) -> None:
    make_union("别县总工会", kind=Kind.COUNTY_FEDERATION)
    done = actions.import_employers(county, sheet(row, f"乙,{code(2)},,,,,,,"), by=officer, at=TODAY)
    assert [(each.number, reason in each.sentence) for each in done.refused] == [(2, True)]
    assert Employer.objects.filter(uscc=code(2)).exists()


def test_a_code_twice_in_one_list_is_taken_once(county: Organisation, officer: Person) -> None:
    done = actions.import_employers(county, sheet(f"甲,{code(1)},,,,,,,", f"乙,{code(1)},,,,,,,"), by=officer)
    assert (done.added, [row.number for row in done.refused]) == (1, [3])
    assert Employer.objects.get().name == "甲"


def test_a_list_corrects_no_employer_of_another_region(county: Organisation, officer: Person) -> None:
    far = Employer.objects.create(name="外地单位", uscc=code(7, "110105"), region_code="110105")
    done = actions.import_employers(county, sheet(f"改名,{far.uscc},500235,,,,,,"), by=officer)
    assert (done.changed, ["别的地区" in row.sentence for row in done.refused]) == (0, [True])
    with pytest.raises(Refusal):
        actions.note_contact(far, county, date(2024, 1, 1), "电话联系", by=officer)
    assert list(employers_seen_by(officer)) == []


def test_who_may_not_change_the_tree_imports_nothing(county: Organisation, village: Organisation) -> None:
    for person in (make_officer(county, role="leader"), make_officer(village)):
        with pytest.raises(Refusal):
            actions.import_employers(county, sheet(f"甲,{code(1)},,,,,,,"), by=person)
    assert not Employer.objects.exists()


def test_the_gaps_follow_the_clock_of_the_region(county: Organisation, village: Organisation) -> None:
    """重庆 gives a year, 上海 six months, most regions none (ORG-12)."""
    shanghai = make_union("静安区总工会", kind=Kind.COUNTY_FEDERATION, region_code="310106")
    anhui = make_union("肥西县总工会", kind=Kind.COUNTY_FEDERATION, region_code="340123")
    opened = date(2025, 3, 31)
    for number, region in enumerate(("500235", "310106", "340123")):
        Employer.objects.create(name=region, uscc=code(number, region), region_code=region, opened_on=opened)
    Employer.objects.create(name="日期不明", uscc=code(8), region_code="500235")
    covered = Employer.objects.create(name="已涵盖", uscc=code(9), region_code="500235", opened_on=opened)
    Coverage.objects.create(employer=covered, organisation=village, since=date(2025, 4, 1))
    assert late(county, date(2026, 3, 31)) == []
    assert late(county, date(2026, 4, 1)) == ["500235"]
    assert (late(shanghai, date(2025, 9, 30)), late(shanghai, date(2025, 10, 1))) == ([], ["310106"])
    assert late(anhui, date(2026, 4, 1)) == []
    assert due_of(covered, date(2026, 1, 1)) == date(2026, 3, 31)
    assert due_of(Employer.objects.get(name="340123"), date(2026, 1, 1)) is None


def test_the_diary_is_added_to_and_never_changed(county: Organisation, officer: Person) -> None:
    row = Employer.objects.create(name="甲厂", uscc=code(1), region_code="500235")
    line = actions.note_contact(row, county, date(2026, 1, 5), " 约下周座谈 ", by=officer)
    assert (line.note, line.by_id) == ("约下周座谈", officer.pk)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_contact SET note = ''")
    with pytest.raises(Refusal):
        actions.note_contact(row, county, date(2999, 1, 1), "明天", by=officer)
    rows = {
        value: list(employers_of(county, EmployersWanted(contacted=value), date(2026, 2, 1)))
        for value in ("yes", "no")
    }
    assert rows == {"yes": [row], "no": []}


def test_employers_are_found_by_any_piece_of_the_name(county: Organisation) -> None:
    row = Employer.objects.create(name="云阳速达快递服务站", uscc=code(1), region_code="500235")
    for words, found in [("速达", [row]), ("快递 云阳", [row]), (row.uscc.lower(), [row]), ("慢", [])]:
        assert list(employers_of(county, EmployersWanted(q=words), date(2026, 1, 1))) == found


def test_the_pages_from_the_list_to_the_diary(
    client: Client,
    county: Organisation,
    officer: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    sign_in(client, officer)
    upload = SimpleUploadedFile("单位.csv", sheet(f"甲快递,{code(1)},,,,30,2024-01-01,,", "坏,1,,,,,,,"))
    page = client.post(f"{ROOT}import/", {"file": upload}).content.decode()
    assert "新登记 1 家" in page
    assert "1 行有问题" in page
    row = Employer.objects.get()
    own = f"{ROOT}{row.public_id}/"
    assert client.post(f"{own}contact", {"on": "2026-01-05", "note": "电话联系"}).status_code == 302
    assert Contact.objects.get().note == "电话联系"
    given = {"name": "甲快递公司", "region_code": "500235", "employees": "31", "opened_on": "2024-01-01"}
    assert client.post(f"{own}change/", given).status_code == 302
    for language in ("zh-hans", "en"):
        for page in (ROOT, f"{ROOT}?covered=late", f"{ROOT}import/", f"{ROOT}template", own, f"{own}change/"):
            with django_assert_max_num_queries(18):
                assert client.get(page, headers={"accept-language": language}).status_code == 200, page
    exported = client.get(f"{ROOT}export?covered=late").getvalue()
    rows = CalamineWorkbook.from_filelike(BytesIO(exported)).get_sheet_by_index(0).to_python()
    assert [line[0] for line in rows[1:]] == ["甲快递公司"]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"\xff\xfe\x00", b"a,b\n1,2", "名称\n".encode()]
)
def test_a_file_that_is_no_list_is_explained(client: Client, officer: Person, content: bytes) -> None:
    sign_in(client, officer)
    upload = SimpleUploadedFile("x.xlsx", content)
    assert client.post(f"{ROOT}import/", {"file": upload}).status_code == 200
    assert not Employer.objects.exists()
