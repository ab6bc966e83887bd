# SPDX-License-Identifier: Apache-2.0
"""Unions abroad: in the tree under their head company, without a region code, and nowhere a crash."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from openpyxl import Workbook

from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.abroad import clock_there
from unionnet.directory.organisations.actions import (
    change_organisation,
    found_organisation,
    import_unions,
    register_employer,
)
from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.employers import employers_seen_by
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import expected_employers
from unionnet.directory.people.models import Person
from unionnet.directory.people.queries.life import community_unions
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind
HEAD = ["工会名称", "类型", "上级工会", "行政区划代码", "国家或地区", "时区", "成立日期"]
ROWS = [
    ["东非区域工会", "企业工会", "", "", "肯尼亚", "Africa/Nairobi", "2021-05-01"],
    ["内罗毕项目工会", "", "东非区域工会", "", "KEN", "Africa/Nairobi", "2022-03-01"],
    ["北京分公司工会", "", "", "110105", "", "", "2019-01-01"],
    ["乌有项目工会", "", "", "", "乌托邦", "", ""],
    ["无时区项目工会", "", "", "", "智利", "Mars/Base", ""],
    ["有代码项目工会", "", "", "110105", "智利", "", ""],
    ["没有上级的工会", "", "不存在的工会", "", "智利", "", ""],
    ["", "", "", "", "智利", "", ""],
]


def book(rows: Sequence[Sequence[str]]) -> bytes:
    made = Workbook()
    page = made.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def company() -> Organisation:
    return make_union("国际工程公司工会", kind=Kind.ENTERPRISE_UNION, region_code="110105")


@pytest.fixture
def officer(company: Organisation) -> Person:
    return make_officer(company)


@pytest.fixture
def nairobi(company: Organisation, officer: Person) -> Organisation:
    return found_organisation(
        "内罗毕项目工会",
        Kind.ENTERPRISE_UNION,
        company,
        country="KEN",
        time_zone="Africa/Nairobi",
        since=date(2022, 3, 1),
        by=officer,
    )


def test_a_union_below_one_abroad_is_abroad_as_well(nairobi: Organisation, officer: Person) -> None:
    below = found_organisation("内罗毕机修车间工会", Kind.ENTERPRISE_UNION, nairobi, by=officer)
    assert (below.country, below.time_zone, below.region_code) == ("KEN", "Africa/Nairobi", "")
    assert below.path.startswith(nairobi.path)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"country": "CHN"}, "bad_country"),
        ({"country": "UTO"}, "bad_country"),
        ({"country": "KEN", "region_code": "110105"}, "abroad_without_codes"),
        ({"country": "KEN", "uscc": "81500235MC0000001H"}, "abroad_without_codes"),
        ({"country": "KEN", "time_zone": "Mars/Base"}, "bad_time_zone"),
        ({"country": "KEN", "time_zone": "../../etc/passwd"}, "bad_time_zone"),
        ({"region_code": "110105", "time_zone": "Africa/Nairobi"}, "only_abroad"),
    ],
)
def test_what_does_not_fit_is_refused(
    company: Organisation, officer: Person, given: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refusal) as no:
        found_organisation("某项目工会", Kind.ENTERPRISE_UNION, company, by=officer, **given)
    assert no.value.code == code


@pytest.mark.parametrize("wrong", [{"country": ""}, {"region_code": "110105"}, {"country": "ke"}])
def test_the_database_knows_one_or_the_other(nairobi: Organisation, wrong: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=nairobi.pk).update(**wrong)


def test_a_union_may_come_home(nairobi: Organisation, officer: Person) -> None:
    home = change_organisation(nairobi, region_code="110105", uscc="", since=nairobi.since, by=officer)
    assert (home.country, home.time_zone, home.is_abroad) == ("", "", False)


def test_nothing_is_registered_in_the_region_of_one_that_has_none(
    nairobi: Organisation, officer: Person
) -> None:
    register_employer("甲厂", make_uscc("91110105MA000001"), region_code="110105", employees=100, by=officer)
    assert expected_employers(nairobi.path, date(2026, 5, 1)).count() == 0
    assert employers_seen_by(make_officer(nairobi)).count() == 0
    assert employers_seen_by(officer).count() == 1
    assert community_unions(nairobi, date(2026, 5, 1)) == []


def test_its_clock_is_the_one_on_its_wall(nairobi: Organisation) -> None:
    noon = clock_there(nairobi.time_zone, datetime(2026, 5, 1, 9, tzinfo=UTC))
    assert noon is not None
    assert f"{noon:%H:%M}" == "12:00"
    assert clock_there("", datetime(2026, 5, 1, 9, tzinfo=UTC)) is None


def test_a_list_takes_parents_before_children_and_says_what_is_wrong(
    company: Organisation, officer: Person
) -> None:
    done = import_unions(company, book([HEAD, *ROWS]), by=officer)
    assert (done.rows, done.founded, done.abroad, done.known) == (8, 3, 2, 0)
    assert [(number, no.code) for number, no in done.refused] == [
        (5, "bad_country"),
        (6, "bad_time_zone"),
        (7, "abroad_without_codes"),
        (8, "no_such_parent"),
        (9, "bad_name"),
    ]
    nairobi = Organisation.objects.get(name="内罗毕项目工会")
    assert nairobi.parent == Organisation.objects.get(name="东非区域工会")
    assert nairobi.since == date(2022, 3, 1)

    again = import_unions(company, book([HEAD, *ROWS]), by=officer)
    assert (again.founded, again.known, len(again.refused)) == (0, 3, 5)


def test_only_within_reach(company: Organisation) -> None:
    with pytest.raises(Refusal) as no:
        import_unions(company, book([HEAD, *ROWS]), by=make_officer(make_union("别处工会")))
    assert no.value.code == "elsewhere"


@pytest.mark.parametrize("content", [b"", b"\x00\x01", "甲,乙\n1,2".encode("gb18030"), b"PK\x03\x04rubbish"])
def test_no_file_breaks_the_page(
    client: Client, company: Organisation, officer: Person, content: bytes
) -> None:
    desk = sign_in(client, officer)
    answer = desk.post("/desk/organisations/import/", {"file": SimpleUploadedFile("名单.xlsx", content)})
    assert answer.status_code == 200
    assert Organisation.objects.exclude(pk=company.pk).count() == 0


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_say_abroad(
    client: Client, company: Organisation, officer: Person, nairobi: Organisation, language: str
) -> None:
    desk = sign_in(client, officer)
    abroad, kenya = ("Abroad", "Kenya") if language == "en" else ("境外", "肯尼亚")
    pages = ["", f"{nairobi.public_id}/", "list/?place=abroad", f"?under={nairobi.public_id}"]
    pages += ["list/?q=肯尼亚", "list/?q=Kenya"]
    for page in pages:
        content = desk.get(f"/desk/organisations/{page}", headers={"accept-language": language}).content
        assert f"{abroad} · {kenya}" in content.decode(), page
    home = desk.get("/desk/organisations/list/?place=home").content.decode()
    assert "内罗毕" not in home
    for page in ("report/", "list/export", f"{nairobi.public_id}/change/", f"{nairobi.public_id}/coverage/"):
        assert desk.get(f"/desk/organisations/{page}?under={nairobi.public_id}").status_code == 200
    api = desk.get(f"/api/v1/organisations/{nairobi.public_id}").json()
    assert (api["country"], api["time_zone"], api["region_code"]) == ("KEN", "Africa/Nairobi", "")


def test_a_form_registers_one_abroad(client: Client, company: Organisation, officer: Person) -> None:
    desk = sign_in(client, officer)
    form = {"name": "圣地亚哥项目工会", "kind": Kind.ENTERPRISE_UNION, "country": "CHL"}
    form |= {"time_zone": "America/Santiago", "since": "2024-01-01"}
    answer = desk.post(f"/desk/organisations/{company.public_id}/new/", form, follow=True)
    assert "智利" in answer.content.decode()
    assert Organisation.objects.get(name="圣地亚哥项目工会").country == "CHL"
