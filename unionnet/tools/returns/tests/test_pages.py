# SPDX-License-Identifier: Apache-2.0
"""A form is written, issued, filled, judged, added up and sealed, through its addresses."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.knocking import answers_at, text_of
from tests.makers import make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.reach.models import Notice
from unionnet.foundation.sweeps import load
from unionnet.tools.returns.actions import add_check, fill
from unionnet.tools.returns.models import Form, Period, Return
from unionnet.tools.returns.queries import sheet_of
from unionnet.tools.returns.tests.makers import (
    Tree,
    make_draft,
    make_filled,
    make_period,
    make_tree,
    return_of,
    typed,
)

pytestmark = pytest.mark.django_db
DESK = "/desk/returns/"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def rows_in(content: bytes) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def door(found: Return, more: str = "") -> str:
    return f"{DESK}{found.public_id}/{more}"


def test_the_desk_is_for_officers(client: Client) -> None:
    assert answers_at(client, DESK, make_union("巴阳镇总工会")) == (302, 404, 404, 200, 200)


@pytest.mark.django_db(transaction=True)
def test_an_officer_writes_a_form_and_issues_it(client: Client, tree: Tree) -> None:
    desk = sign_in(client, tree.above)
    head = {"organisation": tree.county.pk, "title": "春风行动\x07统计表", "rhythm": "month"}
    made = desk.post(f"{DESK}forms/", head)
    form = Form.objects.get()
    assert (made["Location"], form.title) == (f"{DESK}forms/{form.public_id}/", "春风行动统计表")
    page = f"{DESK}forms/{form.public_id}/"
    assert desk.post(f"{page}periods/", {"year": 2026, "month": 3, "due_on": "2026-04-05"}).status_code == 422
    line = {"code": "a1", "label": "直播观看", "kind": "count", "unit": "viewings", "is_required": "on"}
    again = desk.post(f"{page}indicators/", {**line, "again": "1"})
    assert again["Location"] == f"{page}indicators/"
    for wrong in ({"code": "1A"}, {"unit": ""}, {"kind": "firms"}, {"kind": "percent"}, {"label": ""}):
        assert desk.post(f"{page}indicators/", {**line, "code": "A2", **wrong}).status_code == 422
    desk.post(f"{page}indicators/", {**line, "code": "A2", "label": "网页浏览", "unit": "views"})
    assert "计量单位不同" in text_of(desk.post(f"{page}checks/", {"formula": "A1=A2", "severity": "error"}))
    assert desk.post(f"{page}checks/", {"formula": "A2 ≥ A1", "severity": "error"}).status_code == 302
    assert desk.post(f"{page}indicators/A1/removal").status_code == 409
    for days in ({"year": 9**9}, {"month": 13}, {"due_on": "2026-02-30"}, {"due_on": "2026-02-01"}):
        sent = {"year": 2026, "month": 3, "due_on": "2026-04-05", **days}
        assert desk.post(f"{page}periods/", sent).status_code == 422
    for _twice in range(2):
        desk.post(f"{page}periods/", {"year": 2026, "month": 3, "due_on": "2026-04-05"})
    period = Period.objects.get()
    assert (period.key, str(period.begins), str(period.ends)) == ("2026-03", "2026-03-01", "2026-03-31")
    assert desk.post(f"{page}indicators/", line).status_code == 409
    version = desk.post(f"{page}version")
    assert desk.get(version["Location"]).status_code == 200
    load()
    deliver_everything()
    told = Notice.objects.filter(kind="returns.to_fill").values_list("person", flat=True)
    assert set(told) == {tree.at_east.pk, tree.at_west.pk}


@pytest.mark.parametrize(
    ("rhythm", "given", "days"),
    [
        ("quarter", {"year": 2026, "quarter": 4}, ("2026Q4", "2026-10-01", "2026-12-31")),
        ("year", {"year": 2024}, ("2024", "2024-01-01", "2024-12-31")),
        ("union_year", {"year": 2026}, ("2026 统计年度", "2025-10-01", "2026-09-30")),
        (
            "once",
            {"key": "春风行动", "begins": "2026-01-01", "ends": "2026-03-31"},
            ("春风行动", "2026-01-01", "2026-03-31"),
        ),
    ],
)
def test_a_period_has_the_days_of_its_rhythm(
    client: Client, tree: Tree, rhythm: str, given: dict[str, object], days: tuple[str, str, str]
) -> None:
    form = make_draft(tree, rhythm=rhythm)
    desk = sign_in(client, tree.above)
    desk.post(f"{DESK}forms/{form.public_id}/periods/", {**given, "due_on": "2027-01-31"})
    period = Period.objects.get()
    assert (period.key, str(period.begins), str(period.ends)) == days


@pytest.mark.django_db(transaction=True)
def test_figures_go_up_come_back_and_are_sealed(client: Client, tree: Tree) -> None:
    period = make_period(tree)
    found = return_of(period, tree.east)
    sign_in(client, tree.at_east)
    assert "专场招聘活动统计表" in text_of(client.get(DESK))
    given = {"v-A1": "3", "s-A1": "0", "v-A2": "四十", "s-A2": "0", "v-A3": "1200", "v-A4": "90", "v-Z9": "1"}
    wrong = client.post(door(found), given)
    assert wrong.status_code == 422
    assert "请写 0 或正整数" in text_of(wrong)
    assert 'value="四十"' in wrong.content.decode()  # what was typed is not lost
    assert client.post(door(found, "sending"), {"seen": "0"}).status_code == 409
    assert client.post(door(found), {"v-A2": "40", "s-A2": "0"}).status_code == 302
    assert client.post(door(found, "sending"), {"seen": "0"}).status_code == 302
    assert client.post(door(found), {"v-A2": "41"}).status_code == 409
    sign_in(client, tree.above)
    assert found.organisation.name in text_of(client.get(f"{DESK}?tray=judge"))
    back = {"reason": "岗位数与现场不符", "m-A2": "请核对", "seen": "1"}
    assert client.post(door(found, "rejection"), {**back, "reason": ""}).status_code == 422
    assert client.post(door(found, "rejection"), back).status_code == 302
    load()
    deliver_everything()
    assert Notice.objects.filter(person=tree.at_east, kind="returns.moved").exists()
    sign_in(client, tree.at_east)
    page = text_of(client.get(door(found)))
    assert "岗位数与现场不符" in page
    assert "请核对" in page
    client.post(door(found), {"v-A2": "42", "s-A2": "1"})
    client.post(door(found, "sending"))
    sign_in(client, tree.above)
    at = f"{DESK}periods/{period.public_id}/"
    assert client.post(f"{at}seal").status_code == 409
    client.post(door(found, "acceptance"), {"seen": "3"})
    assert client.post(f"{at}seal").status_code == 302
    page = text_of(client.get(at))
    assert "内容与封存时一致" in page
    assert "意向 90" in page.replace("达成", "")
    assert "7.50%" in page


def test_the_list_of_units_and_the_totals_leave_as_excel(client: Client, tree: Tree) -> None:
    period = make_period(tree)
    make_filled(period, tree.east, tree.at_east, A1=3, A2=40, A3=1200, A4=90)
    desk, at = sign_in(client, tree.above), f"{DESK}periods/{period.public_id}/"
    assert "江口镇总工会" in text_of(desk.get(f"{at}units?state=unsent"))
    assert "巴阳镇总工会" not in text_of(desk.get(f"{at}units?state=unsent"))
    late = rows_in(desk.get(f"{at}units/export?state=unsent").getvalue())
    assert [row[0] for row in late][1:] == ["江口镇总工会"]
    rows = rows_in(desk.get(f"{at}export").getvalue())
    assert rows[0][:5] == ["工会", "应报（个）", "已报（个）", "举办招聘会（场）", "提供岗位（个（岗位））"]
    assert [row[:4] for row in rows[1:]] == [
        ["巴阳镇总工会", 1, 1, 3],
        ["江口镇总工会", 1, 0, ""],
        ["合计", 2, 1, 3],
    ]
    assert desk.get(f"{at}?under=nonsense").status_code == 404
    assert desk.get(f"{at}?under={tree.east.public_id}").status_code == 200
    assert desk.post(f"{at}reminder").status_code == 302
    assert desk.post(f"{at}reminder").status_code == 409


def test_a_unit_sees_its_own_part_and_no_neighbours(client: Client, tree: Tree) -> None:
    period = make_period(tree)
    make_filled(period, tree.east, tree.at_east, A1=3, A2=40, A3=1200, A4=90)
    make_filled(period, tree.west, tree.at_west, A1=777, A2=1, A3=1, A4=1)
    desk, at = sign_in(client, tree.at_east), f"{DESK}periods/{period.public_id}/"
    for page in (at, f"{at}units", f"{at}problems"):
        assert "江口镇" not in text_of(desk.get(page))
        assert "777" not in text_of(desk.get(page))
    assert desk.get(f"{at}?under={tree.west.public_id}").status_code == 404
    assert desk.get(f"{at}?under={tree.county.public_id}").status_code == 404
    assert desk.get(door(return_of(period, tree.west))).status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_ask_a_bounded_number_of_questions(
    client: Client, tree: Tree, language: str, django_assert_max_num_queries: object
) -> None:
    period = make_period(tree)
    found = make_filled(period, tree.east, tree.at_east, A1=3, A2=40, A3=1200, A4=90)
    desk, at = sign_in(client, tree.above), f"{DESK}periods/{period.public_id}/"
    desk.get(DESK)
    pages = (
        DESK,
        f"{DESK}?tray=issued",
        at,
        f"{at}units",
        f"{at}problems",
        door(found),
        door(found, "firms"),
    )
    for page in (*pages, f"{DESK}forms/{period.form.public_id}/", door(found, "rejection")):
        with django_assert_max_num_queries(32):  # type: ignore[operator]
            assert desk.get(page, headers={"accept-language": language}).status_code == 200


def test_a_sheet_goes_out_and_comes_back_with_its_mistakes_marked(client: Client, tree: Tree) -> None:
    form = make_draft(tree)
    add_check(form, "A4 <= A3", words="意向不会多于用工需求", by=tree.above)
    found = return_of(make_period(tree, form), tree.east)
    fill(found, typed(A1=3), by=tree.at_east)
    desk, at = sign_in(client, tree.at_east), door(found, "workbook")
    book = desk.get(at, headers={"accept-language": "en"})
    content = book.getvalue()
    rows = rows_in(content)
    assert rows[0][:3] == ["Code", "Section", "Figure"]
    assert [row[0] for row in rows[1:]] == ["A1", "A2", "A3", "A4", "A5", "A6"]
    assert rows[1][6] == 3
    typed_in = load_workbook(io.BytesIO(content))
    sheet = typed_in.worksheets[0]
    for row, figure in ((2, 4), (3, "四十"), (4, 100), (5, 120), (7, "=1+1")):
        sheet.cell(row, 7, figure)
    sheet.cell(7, 7).data_type = "s"
    back = desk.post(at, {"file": as_file(typed_in)}).getvalue()
    marked = {row[0]: (row[6], row[8]) for row in rows_in(back)[1:]}
    assert marked["A1"] == (4, "")
    assert marked["A2"] == ("四十", "请写 0 或正整数，不写“万”“亿”。")
    assert marked["A4"] == (120, "意向不会多于用工需求 A4 <= A3：120 / 100")
    assert dict(found.cells.exclude(number=None).values_list("indicator__code", "number")) == {
        "A1": 4,
        "A3": 100,
        "A4": 120,
    }
    mended = load_workbook(io.BytesIO(back))
    mended.worksheets[0].cell(3, 7, 40)
    mended.worksheets[0].cell(5, 7, 90)
    assert desk.post(at, {"file": as_file(mended)}).status_code == 302
    assert sheet_of(found).missing == []
    assert found.cells.get(indicator__code="A6").text == "=1+1"


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0x", "代码,别的\nA1,2".encode(), b"\xff\xfe\x00"]
)
def test_a_file_that_is_no_sheet_is_said_to_be_none(client: Client, tree: Tree, content: bytes) -> None:
    found = return_of(make_period(tree), tree.east)
    desk = sign_in(client, tree.at_east)
    sent = SimpleUploadedFile("填报.xlsx", content)
    assert desk.post(door(found, "workbook"), {"file": sent}).status_code == 422
    assert desk.post(door(found, "workbook")).status_code == 422
    assert not found.cells.exists()


def as_file(book: Any) -> SimpleUploadedFile:
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("填报.xlsx", out.getvalue())


def test_a_field_saves_itself_when_it_is_left(client: Client, tree: Tree) -> None:
    found = return_of(make_period(tree), tree.east)
    desk, at = sign_in(client, tree.at_east), door(found, "cells")
    desk.post(at, {"v-A3": "200", "s-A3": "0"})
    answer = desk.post(at, {"v-A4": "50", "s-A4": "0"}).json()
    assert answer == {"wrong": {}, "versions": {"A3": 1, "A4": 1}, "rates": {"A5": "25.00%"}}
    late = desk.post(at, {"v-A4": "60", "s-A4": "0"}).json()
    assert "别人刚刚改过" in late["wrong"]["A4"]
    assert desk.post(at, {"v-A4": "1e400", "s-A4": "x"}).json()["wrong"]["A4"]
    assert found.cells.get(indicator__code="A4").number == 50
