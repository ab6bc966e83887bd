# SPDX-License-Identifier: Apache-2.0
"""The sheet of another system beside our register."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.makers import make_id_number, make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import countersigning
from unionnet.directory.people.countersigning import most_by_one
from unionnet.directory.people.models import Comparison, ComparisonPart, Disclosed, Person
from unionnet.directory.people.tests.test_exporting import REASON, anna_of, sheet_of
from unionnet.directory.rosters.actions import forget_old_comparisons
from unionnet.directory.rosters.queries import comparing
from unionnet.foundation.scope import on_behalf_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


@pytest.fixture
def desk(client: Client, union: Organisation) -> Client:
    return sign_in(client, make_officer(union))


def compared(desk: Client, given: dict[str, Any]) -> list[list[Any]]:
    """The whole sheet of a comparison."""
    kept = desk.post("/desk/rosters/comparison", given)["Location"]
    return sheet_of(desk.get(f"{kept}/differences.xlsx"))


def test_a_sheet_of_another_system_is_held_against_the_register(desk: Client, union: Organisation) -> None:
    below = make_union("双江街道总工会", union)
    same, other_name, other_phone, moved, ours = (
        make_person(name, union=below) for name in ("同一人", "何晓", "换号人", "转走人", "只在我方")
    )
    make_person("外会人", union=make_union("他会"))

    def line(person: Person, **more: str) -> str:
        told = {"name": person.name, "mobile": person.mobile.open(), "union": below.name} | more
        return f"{told['name']},{person.id_number.open()},{told['mobile']},{told['union']}"

    stranger = "只在对方,11010519491231002X,13600000001,双江街道总工会"
    lines = [
        "会员花名册",
        "姓名,公民身份号码,联系电话,所属工会",
        *(line(same), line(other_name, name="何小"), line(other_phone, mobile="13611112222")),
        *(line(moved, union="奉节县总工会"), stranger, "没有证件,,13600000002,", "坏行,123,13600000003,"),
    ]
    file = SimpleUploadedFile("上级.csv", "\n".join(lines).encode("gb18030"))
    given = {"organisation": below.name, "file": file, "reason": REASON}
    rows = compared(desk, given)
    found = {(row[0], row[1], row[3], row[4], row[5]) for row in rows[2:]}
    assert found == {
        ("姓名不一致", "何晓", "何小", "何晓", 4),
        (
            "手机号不一致",
            "换号人",
            "136****2222",
            other_phone.mobile.open()[:3] + "****" + other_phone.mobile.open()[-4:],
            5,
        ),
        ("所在工会不一致", "转走人", "奉节县总工会", "双江街道总工会", 6),
        ("我方有、对方没有", "只在我方", None, "双江街道总工会", None),
        ("对方有、我方没有", "只在对方", "双江街道总工会", None, 7),
        ("对方没有证件号码，无法比对", "没有证件", None, None, 8),
        ("对方这一行读不出", None, "居民身份证号码应为 18 位，最后一位可以是 X。", None, 9),
    }
    assert Disclosed.objects.filter(disclosure__what="差异清单").count() == 4
    assert ours.id_number.open() not in str(rows)


def test_what_stands_beside_a_passport_is_compared(desk: Client, union: Organisation) -> None:
    anna_of(union)
    head = "姓名,证件类型,证件号码,国籍,证件有效期至,外文名\n"
    sheet = f"{head}ERIKSSON ANNA,护照,L898902C3,挪威,2028-01-20,安那\n".encode()
    given = {"organisation": union.name, "file": SimpleUploadedFile("上级.csv", sheet), "reason": REASON}
    lines = {row[0]: (str(row[3]), str(row[4])) for row in compared(desk, given)}
    assert lines["国籍不一致"] == ("挪威", "瑞典")
    assert lines["外文名或中文名不一致"] == ("安那", "安娜")
    assert "证件有效期不一致" in lines
    assert "证件类型不一致" not in lines


def test_a_sheet_that_is_too_long_says_how_long_it_may_be(
    desk: Client, union: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_COMPARED", 1)
    numbers = [make_id_number(date(1990, 1, 1), number) for number in range(2)]
    sheet = "姓名,身份证号\n" + "".join(f"王师傅,{number}\n" for number in numbers)
    given = {
        "organisation": union.name,
        "reason": REASON,
        "file": SimpleUploadedFile("a.csv", sheet.encode()),
    }
    answer = desk.post("/desk/rosters/comparison", given)
    assert "一次最多比对 1 行" in answer.content.decode()
    assert "100,000" in desk.get("/desk/rosters/comparison").content.decode()


def test_a_sheet_without_a_head_is_not_compared(desk: Client, union: Organisation) -> None:
    given = {"organisation": union.name, "reason": REASON, "file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}
    answer = desk.post("/desk/rosters/comparison", given)
    assert answer.status_code == 409
    assert "没有找到表头" in answer.content.decode()


def theirs(names: list[str]) -> SimpleUploadedFile:
    """People whom only the other system knows, and one without a number."""
    rows = [f"{name},{make_id_number(date(1990, 1, 1), at)}" for at, name in enumerate(names)]
    return SimpleUploadedFile("上级.csv", "\n".join(["姓名,身份证号", *rows, "没有证件,"]).encode())


def test_what_differs_is_read_page_by_page_and_by_kind(desk: Client, union: Organisation) -> None:
    names = [f"{one}{two}山" for one in "王李张刘陈杨赵黄周吴徐孙" for two in "一二三四五六七八九十"]
    given = {"organisation": union.name, "file": theirs(names), "reason": REASON}
    kept = desk.post("/desk/rosters/comparison", given)["Location"]
    assert "报上级核对" in desk.get("/desk/rosters/comparison").content.decode()
    seen, address = [], f"{kept}?kind=only_theirs"
    for _page in range(3):
        page = desk.get(address).content.decode()
        seen += re.findall("[王李张刘陈杨赵黄周吴徐孙][一二三四五六七八九十]山", page)
        following = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
        address = f"{kept}{html.unescape(following[1])}" if following else ""
    assert seen == names
    assert not address
    assert "没有证件" in desk.get(f"{kept}?kind=no_document").content.decode()
    rows = sheet_of(desk.get(f"{kept}/differences.xlsx?kind=only_theirs"))
    assert [row[1] for row in rows[2:]] == names
    for query in ("kind=king", "after=%FF", "after=" + "9" * 900, "size=1000"):
        assert desk.get(f"{kept}?{query}").status_code == 200


def test_a_page_of_differences_asks_the_same_however_long_the_list(desk: Client, union: Organisation) -> None:
    asked = []
    for names in (["只在对方"], ["只在对方"] * 200):
        given = {"organisation": union.name, "file": theirs(names), "reason": REASON}
        kept = desk.post("/desk/rosters/comparison", given)["Location"]
        with CaptureQueriesContext(connection) as context:
            desk.get(kept)
        asked.append(len(context))
    assert asked[0] == asked[1] <= 14


def test_only_who_compared_sees_it_and_only_for_its_hours(
    client: Client, desk: Client, union: Organisation
) -> None:
    given = {"organisation": union.name, "file": theirs(["只在对方"]), "reason": REASON}
    kept = desk.post("/desk/rosters/comparison", given)["Location"]
    made = Comparison.objects.get()
    assert "只在对方" not in str(ComparisonPart.objects.values_list("lines", flat=True).first())
    with on_behalf_of(make_officer(union, name="同事").pk) as scope:
        scope.reaches([union.path])
        assert not ComparisonPart.objects.exists()
    sign_in(client, Person.objects.get(name="同事"))
    assert client.get(kept).status_code == client.get(f"{kept}/differences.xlsx").status_code == 404
    assert forget_old_comparisons(at=made.expires_at - timedelta(seconds=1)) == 0
    assert forget_old_comparisons(at=made.expires_at) == 1
    assert not ComparisonPart.objects.exists()


def test_a_comparison_needs_only_the_sheet(desk: Client, union: Organisation) -> None:
    page = desk.get("/desk/rosters/comparison").content.decode()
    assert f'value="{union.name}"' in page
    assert 'value="与上级系统核对会员信息"' in page


def test_a_long_sheet_of_our_members_does_not_leave_by_one_hand(
    desk: Client, union: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet with one name held against the register would be the register."""
    make_person("林晓", union=union)
    by_one = most_by_one("", date(2026, 3, 2))
    monkeypatch.setattr(countersigning, "most_by_one", lambda *_asked: replace(by_one, value=0))
    given = {"organisation": union.name, "file": theirs(["只在对方"]), "reason": REASON}
    kept = desk.post("/desk/rosters/comparison", given)["Location"]
    page = desk.get(kept).content.decode()
    assert "一人最多导出 0 行" in page
    assert str(by_one.citation.source) in page
    assert f"{kept}/differences.xlsx" not in page
    assert desk.get(f"{kept}/differences.xlsx").status_code == 409
    assert desk.get(f"{kept}/differences.xlsx?kind=only_ours").status_code == 409
    assert f"{kept}/differences.xlsx" in desk.get(f"{kept}?kind=only_theirs").content.decode()
    assert len(sheet_of(desk.get(f"{kept}/differences.xlsx?kind=only_theirs"))) == 3
