# SPDX-License-Identifier: Apache-2.0
"""Lists that leave the house, and the sheet of another system beside our register."""

from __future__ import annotations

import html
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.makers import make_id_number, make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import countersigning
from unionnet.directory.people.actions import countersign, forget_old_comparisons, listing, turn
from unionnet.directory.people.countersigning import most_by_one, unions_on
from unionnet.directory.people.layouts import ON_A_DAY, layouts
from unionnet.directory.people.models import (
    BulkList,
    Comparison,
    ComparisonPart,
    Disclosed,
    Disclosure,
    Membership,
    Person,
)
from unionnet.directory.people.queries import comparing
from unionnet.directory.people.queries.countersigning import lines_of
from unionnet.directory.people.web import exporting
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import on_behalf_of

pytestmark = pytest.mark.django_db
REASON = "报上级核对"
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


@pytest.fixture
def desk(client: Client, union: Organisation) -> Client:
    return sign_in(client, make_officer(union))


def sheet_of(answer: Any) -> list[list[Any]]:
    page = load_workbook(io.BytesIO(answer.getvalue())).active
    assert page is not None
    # Nobody may take the mark off by printing: it is at the foot of every page too.
    assert page.oddFooter is not None
    assert REASON in (page.oddFooter.center.text or "")
    return [[cell.value for cell in row] for row in page.iter_rows()]


def compared(desk: Client, given: dict[str, Any]) -> list[list[Any]]:
    """The whole sheet of a comparison."""
    kept = desk.post("/desk/people/comparison", given)["Location"]
    return sheet_of(desk.get(f"{kept}/differences.xlsx"))


def test_the_export_is_masked_marked_and_written_down(desk: Client, union: Organisation) -> None:
    member = make_person("秦朗", union=union)
    make_person("外人", union=make_union("他会"))
    assert desk.post("/desk/people/export", {"layout": "register"}).status_code == 200
    assert Disclosure.objects.count() == 0
    answer = desk.post("/desk/people/export", {"layout": "register", "reason": REASON})
    rows = sheet_of(answer)
    assert rows[0][0].startswith("周干部 于 ")
    assert f"用途：{REASON}。请勿外传。" in rows[0][0]
    assert rows[1][:4] == ["会员证号", "姓名", "证件类型", "证件号码"]
    assert sorted(row[1] for row in rows[2:]) == ["周干部", "秦朗"]
    (line,) = [row for row in rows[2:] if row[1] == "秦朗"]
    assert line[3] == member.id_number.open()[:6] + "********" + member.id_number.open()[-4:]
    assert member.mobile.open() not in str(rows)
    assert Disclosed.objects.filter(person=member, disclosure__reason=REASON).count() == 1
    assert Entry.objects.get(fact="people.member_list_exported").data["rows"] == 2


def test_the_export_follows_what_the_list_shows(desk: Client, union: Organisation) -> None:
    make_person("秦朗", union=union)
    page = desk.get("/desk/people/?q=秦").content.decode()
    assert "export?q=%E7%A7%A6" in page
    rows = sheet_of(desk.post("/desk/people/export?q=秦", {"layout": "real_name", "reason": REASON}))
    assert [row[0] for row in rows[1:]] == ["姓名", "秦朗"]


def test_every_layout_asks_only_for_what_the_register_has() -> None:
    assert next(iter(layouts())) == "register"
    for layout in layouts().values():
        assert set(layout.fields) <= set(ON_A_DAY)
        assert len(layout.heads) == len(layout.fields)


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


def test_what_stands_beside_a_passport_leaves_and_is_compared(desk: Client, union: Organisation) -> None:
    anna = make_person("ERIKSSON ANNA", union=union)
    anna.id_type, anna.id_number, anna.id_index = (
        "passport",
        "L898902C3",
        blind_index("id_number", "L898902C3"),
    )
    anna.nationality, anna.document_expires, anna.other_name = "SWE", date(2027, 1, 20), "安娜"
    anna.save()
    rows = sheet_of(desk.post("/desk/people/export?q=eri", {"layout": "register", "reason": REASON}))
    told = dict(zip(rows[1], rows[2], strict=True))
    kept = ("证件类型", "国籍", "证件有效期至", "外文名或中文名")
    assert [str(told[head]) for head in kept] == ["护照", "瑞典", "2027-01-20 00:00:00", "安娜"]
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
    answer = desk.post("/desk/people/comparison", given)
    assert "一次最多比对 1 行" in answer.content.decode()
    assert "100,000" in desk.get("/desk/people/comparison").content.decode()


def test_a_sheet_without_a_head_is_not_compared(desk: Client, union: Organisation) -> None:
    given = {"organisation": union.name, "reason": REASON, "file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}
    answer = desk.post("/desk/people/comparison", given)
    assert answer.status_code == 409
    assert "没有找到表头" in answer.content.decode()


def test_a_list_of_many_parts_leaves_whole(union: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order asked, everybody told before their line is read, and never the half for the whole."""
    monkeypatch.setattr(listing, "PART", 2)
    asker, second = make_officer(union), make_officer(union)
    members = [make_person(f"会员{n}", union=union).memberships.get().pk for n in range(5)]
    asked = listing.ask_list(members, REASON, by=asker, layout="register", clear=True)
    countersign(asked, by=second)
    assert [listing.make_waiting_lists() for _turn in range(5)] == [2, 2, 1, 0, 0]
    made = BulkList.objects.get()
    assert REASON in listing.fetch_list(made, by=asker)
    assert [line[1] for line in lines_of(made)] == [f"会员{n}" for n in range(5)]
    disclosure = Disclosure.objects.get()
    assert (disclosure.rows, disclosure.people.count()) == (5, 5)
    lines = lines_of(made)
    next(lines)
    made.parts.order_by("-start").first().delete()  # type: ignore[union-attr]
    with pytest.raises(ObjectDoesNotExist):
        list(lines)
    assert listing.forget_old_lists(at=made.expires_at) == 2
    with pytest.raises(Refusal) as no:
        listing.fetch_list(made, by=asker)
    assert no.value.code == "gone"


def test_a_list_may_be_longer_than_a_statement_takes_values(union: Organisation) -> None:
    member = make_person("秦朗", union=union).memberships.get().pk
    many = [member, *range(10**9, 10**9 + 70_000)]
    assert unions_on(many) == {union.path}
    officer = make_officer(union)
    asked = [listing.ask_list(many, REASON, by=officer, layout="register") for _time in range(2)]
    assert (asked[0], BulkList.objects.get().size) == (asked[1], 70_001)


@pytest.fixture
def moved_on(union: Organisation) -> Person:
    """Retained since March, a member before."""
    lin = make_person("林晓", union=union)
    own = lin.memberships.get()
    turn(own, "retain", by=make_officer(union, name="办理人"), reason="办理退休", on=date(2026, 3, 2), at=AT)
    return lin


def lists_of(union: Organisation) -> dict[str, str]:
    return {"states": "state=retained", "day": urlencode({"on": "2026-02-01", "union": union.name})}


@pytest.mark.parametrize("layout", ["states", "day"])
def test_a_list_by_state_or_day_says_what_for_and_is_written_down(
    desk: Client, union: Organisation, moved_on: Person, layout: str
) -> None:
    there = f"/desk/people/export?{lists_of(union)[layout]}"
    page = {"states": "/desk/people/life/retained", "day": f"/desk/people/life/day?{lists_of(union)['day']}"}
    assert there.replace("&", "&amp;") in desk.get(page[layout]).content.decode()
    assert desk.post(there, {"layout": layout}).status_code == 200
    assert Disclosure.objects.count() == 0
    rows = sheet_of(desk.post(there, {"layout": layout, "reason": REASON}))
    states = {row[1]: row[3] for row in rows[2:]}
    assert states["林晓"] == {"states": "保留会籍", "day": "正常"}[layout]
    assert Disclosed.objects.filter(person=moved_on, disclosure__reason=REASON).count() == 1
    assert desk.get(f"{page[layout].split('?')[0]}?excel=1").status_code == 200  # the old way leads nowhere


@pytest.mark.parametrize("layout", ["states", "day"])
def test_a_long_list_by_state_or_day_waits_for_a_second_hand(
    client: Client, union: Organisation, moved_on: Person, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = make_officer(union, name="提出人"), make_officer(union, name="复核人")
    by_one = most_by_one("", date(2026, 3, 2))
    monkeypatch.setattr(exporting, "most_by_one", lambda *_asked: replace(by_one, value=0))
    given = {"layout": layout, "reason": REASON}
    sign_in(client, one).post(f"/desk/people/export?{lists_of(union)[layout]}", given)
    wanted = BulkList.objects.get()
    assert (wanted.layout, str(wanted.on_day)) == (layout, {"states": "None", "day": "2026-02-01"}[layout])
    assert Disclosure.objects.count() == 0
    page = sign_in(client, two).get(f"/desk/people/two-hands/{wanted.countersigning.public_id}")
    assert union.name in page.content.decode()
    countersign(wanted.countersigning, by=two)
    while listing.make_waiting_lists():
        pass
    wanted.refresh_from_db()
    (line,) = [line for line in lines_of(wanted) if line[1] == "林晓"]
    assert line[2:4] == [union.name, {"states": "保留会籍", "day": "正常"}[layout]]
    assert Disclosed.objects.filter(person=moved_on).count() == 1


def test_a_list_of_a_day_is_of_the_unions_of_that_day(union: Organisation, moved_on: Person) -> None:
    """Whoever has gone elsewhere since is still on it, and nobody takes it out whose reach is elsewhere."""
    elsewhere = make_union("他会")
    Membership.objects.filter(person=moved_on).update(organisation=elsewhere)
    own = moved_on.memberships.get()
    officer, stranger = make_officer(union, name="提出人"), make_officer(elsewhere, name="他会干部")
    day = date(2026, 2, 1)
    asked = listing.ask_list([own.pk], REASON, by=officer, layout="day", on_day=day)
    assert asked.organisation == union
    with pytest.raises(Refusal) as no:
        listing.ask_list([own.pk], REASON, by=stranger, layout="day", on_day=day)
    assert no.value.code == "elsewhere"


@pytest.mark.parametrize("query", ["on=9999-99-99", "on=2026-01-01&union=x", "state=king", "state=%27%3B"])
def test_a_hostile_list_is_not_there(desk: Client, query: str) -> None:
    assert desk.get(f"/desk/people/export?{query}").status_code == 404


def theirs(names: list[str]) -> SimpleUploadedFile:
    """People whom only the other system knows, and one without a number."""
    rows = [f"{name},{make_id_number(date(1990, 1, 1), at)}" for at, name in enumerate(names)]
    return SimpleUploadedFile("上级.csv", "\n".join(["姓名,身份证号", *rows, "没有证件,"]).encode())


def test_what_differs_is_read_page_by_page_and_by_kind(desk: Client, union: Organisation) -> None:
    names = [f"{one}{two}山" for one in "王李张刘陈杨赵黄周吴徐孙" for two in "一二三四五六七八九十"]
    given = {"organisation": union.name, "file": theirs(names), "reason": REASON}
    kept = desk.post("/desk/people/comparison", given)["Location"]
    assert "报上级核对" in desk.get("/desk/people/comparison").content.decode()
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
        kept = desk.post("/desk/people/comparison", given)["Location"]
        with CaptureQueriesContext(connection) as context:
            desk.get(kept)
        asked.append(len(context))
    assert asked[0] == asked[1] <= 14


def test_only_who_compared_sees_it_and_only_for_its_hours(
    client: Client, desk: Client, union: Organisation
) -> None:
    given = {"organisation": union.name, "file": theirs(["只在对方"]), "reason": REASON}
    kept = desk.post("/desk/people/comparison", given)["Location"]
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
    page = desk.get("/desk/people/comparison").content.decode()
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
    kept = desk.post("/desk/people/comparison", given)["Location"]
    page = desk.get(kept).content.decode()
    assert "一人最多导出 0 行" in page
    assert str(by_one.citation.source) in page
    assert f"{kept}/differences.xlsx" not in page
    assert desk.get(f"{kept}/differences.xlsx").status_code == 409
    assert desk.get(f"{kept}/differences.xlsx?kind=only_ours").status_code == 409
    assert f"{kept}/differences.xlsx" in desk.get(f"{kept}?kind=only_theirs").content.decode()
    assert len(sheet_of(desk.get(f"{kept}/differences.xlsx?kind=only_theirs"))) == 3
