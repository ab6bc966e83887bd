# SPDX-License-Identifier: Apache-2.0
"""A sheet that a system above hands out is marked once and filled as often as one likes."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.foundation.files.models import StoredFile
from unionnet.tools.returns.actions import accept_all, accept_supplement, seal, supplement
from unionnet.tools.returns.models import Layout, Period
from unionnet.tools.returns.tests.makers import (
    Tree,
    given_sheet,
    make_filled,
    make_period,
    make_tree,
    return_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def period(tree: Tree) -> Period:
    period = make_period(tree)
    make_filled(period, tree.east, tree.at_east, A1=3, A2=40, A3=1200, A4=90)
    make_filled(period, tree.west, tree.at_west, A1=1, A2=10, A3=300, A4=60)
    return period


def at(period: Period, *more: str) -> str:
    return f"/desk/returns/periods/{period.public_id}/layouts/" + "".join(f"{each}/" for each in more)


def sheet_in(answer: Any) -> Any:
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content)).active


def test_a_given_sheet_is_guessed_marked_once_and_filled(client: Client, tree: Tree, period: Period) -> None:
    desk = sign_in(client, tree.above)
    made = desk.post(at(period), {"file": given_sheet(), "kind": "rows"})
    layout = Layout.objects.get()
    assert made["location"] == at(period, layout.public_id)
    assert layout.places == {"@unit": "B", "A1": "C", "A2": "D", "A3": "E"}
    assert layout.first_row == 4
    page = text_of(desk.get(made["location"]))
    assert "全市招聘活动汇总表" in page
    sheet = sheet_in(desk.get(f"{made['location']}file"))
    assert [[sheet.cell(row, column).value for column in range(2, 7)] for row in (4, 5, 6)] == [
        ["巴阳镇总工会", 3, 40, 1200, "=D4/E4"],
        ["江口镇总工会", 1, 10, 300, "=D5/E5"],
        [None, None, None, None, "=D6/E6"],
    ]
    assert (sheet["A1"].font.sz, sheet["D5"].number_format, sheet["D9"].value) == (18, "#,##0", "=SUM(D4:D8)")
    marks = {"first_row": "4", "at-@unit": "b", "at-A4": "C"}
    assert desk.post(made["location"], marks).status_code == 302
    sheet = sheet_in(desk.get(f"{made['location']}file"))
    assert [sheet["C4"].value, sheet["D4"].value, sheet["C5"].value] == [90, None, 60]
    later = make_period(tree, period.form, key="2026")
    assert "全市汇总表.xlsx" in text_of(desk.get(at(later)))


def test_units_printed_in_the_sheet_get_their_own_rows(client: Client, tree: Tree, period: Period) -> None:
    desk = sign_in(client, tree.above)
    names = ("江口镇总工会", "外乡总工会")
    page = desk.post(at(period), {"file": given_sheet(*names), "kind": "rows"}, follow=True)
    assert "表样里没有这些单位的行，不会填进去：巴阳镇总工会" in text_of(page)
    assert "表样里的这些单位没有报来数，会空着：外乡总工会" in text_of(page)
    sheet = sheet_in(desk.get(f"{at(period, Layout.objects.get().public_id)}file"))
    assert [sheet["B4"].value, sheet["C4"].value, sheet["C5"].value] == ["江口镇总工会", 1, None]


def test_rows_run_out_before_a_total_is_written_over(client: Client, tree: Tree, period: Period) -> None:
    desk = sign_in(client, tree.above)
    upload = given_sheet()
    desk.post(at(period), {"file": upload, "kind": "rows"})
    layout = Layout.objects.get()
    marks = {"first_row": "8", "at-@unit": "B", "at-A1": "C"}
    page = desk.post(at(period, layout.public_id), marks, follow=True)
    assert "表样只留了 1 行，要写 2 个单位" in text_of(page)
    assert desk.get(f"{at(period, layout.public_id)}file").status_code == 409


def one_cell_each() -> SimpleUploadedFile:
    book = Workbook()
    sheet: Any = book.active
    for row in (["填报单位："], ["一、举办招聘会"], ["用工需求（人）", "人"], ["意向占用工需求", "=B2/C3"]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("单表.xlsx", out.getvalue())


def test_one_set_of_figures_goes_into_single_cells(client: Client, tree: Tree, period: Period) -> None:
    desk = sign_in(client, tree.above)
    desk.post(at(period), {"file": one_cell_each(), "kind": "one"})
    layout = Layout.objects.get()
    assert layout.places == {"@unit": "B1", "A1": "B2", "A3": "C3", "A5": "C4"}
    sheet = sheet_in(desk.get(f"{at(period, layout.public_id)}file"))
    assert [sheet[each].value for each in ("B1", "B2", "C3", "C4")] == ["云阳县总工会", 4, 1500, 10]
    assert sheet["B4"].value == "=B2/C3"
    marks = {"at-A1": "B4", "at-A2": "丙", "at-A3": "c9", "at-A4": "C9"}
    wrong = desk.post(at(period, layout.public_id), marks)
    assert wrong.status_code == 422
    for words in ("这一格是公式", "请写位置，例如 C5", "C9 已经填了别的数"):
        assert words in text_of(wrong)
    own = sign_in(client, tree.at_east)
    own.post(at(period), {"file": one_cell_each(), "kind": "one"})
    mine = Layout.objects.get(organisation=tree.east)
    sheet = sheet_in(own.get(f"{at(period, mine.public_id)}file"))
    assert [sheet["B1"].value, sheet["B2"].value] == ["巴阳镇总工会", 3]
    assert own.get(at(period, layout.public_id)).status_code == 404  # the sheet of the union above


def test_what_was_supplemented_later_goes_in(client: Client, tree: Tree, period: Period) -> None:
    accept_all(period, by=tree.above)
    seal(period, by=tree.above)
    found = return_of(period, tree.east)
    asked = supplement(found, period.form.indicators.get(code="A1"), "5", "漏报", by=tree.at_east)
    accept_supplement(asked, by=tree.above)
    desk = sign_in(client, tree.above)
    desk.post(at(period), {"file": given_sheet(), "kind": "rows"})
    assert sheet_in(desk.get(f"{at(period, Layout.objects.get().public_id)}file"))["C4"].value == 5


def test_a_new_sheet_takes_the_place_of_the_old_and_goes_for_good(
    client: Client, tree: Tree, period: Period
) -> None:
    desk = sign_in(client, tree.above)
    for _time in range(2):
        desk.post(at(period), {"file": given_sheet(), "kind": "rows"})
    assert (Layout.objects.count(), StoredFile.objects.count()) == (1, 1)
    for wrong in (b"PK\x03\x04", b"a,b", b""):
        upload = SimpleUploadedFile("x.xlsx", wrong)
        assert desk.post(at(period), {"file": upload, "kind": "rows"}).status_code == 422
    assert desk.post(f"{at(period, Layout.objects.get().public_id)}removal").status_code == 302
    assert (Layout.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_questions_do_not_grow_with_the_units(
    client: Client, tree: Tree, period: Period, django_assert_max_num_queries: Any
) -> None:
    desk = sign_in(client, tree.above)
    desk.post(at(period), {"file": given_sheet(), "kind": "rows"})
    with django_assert_max_num_queries(25):
        desk.get(f"{at(period, Layout.objects.get().public_id)}file")
