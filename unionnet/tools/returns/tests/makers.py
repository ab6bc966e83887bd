# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from openpyxl.styles import Font

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.tools.returns.actions import (
    Entry,
    FormTerms,
    IndicatorTerms,
    fill,
    hand_in,
    make_form,
    open_period,
    put_indicator,
)
from unionnet.tools.returns.models import Form, Period, Return

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
DUE = date(2026, 1, 31)


@dataclass(frozen=True)
class Tree:
    """A county, two towns below it, and an officer of each."""

    county: Organisation
    east: Organisation
    west: Organisation
    above: Person
    at_east: Person
    at_west: Person


def make_tree() -> Tree:
    county = make_union("云阳县总工会", kind="county_federation")
    east, west = make_union("巴阳镇总工会", county), make_union("江口镇总工会", county)
    return Tree(
        county,
        east,
        west,
        make_officer(county, name="谭部长"),
        make_officer(east, name="冉主席"),
        make_officer(west, name="向主席"),
    )


FAIRS = (
    IndicatorTerms("A1", "举办招聘会", unit="events", section="活动"),
    IndicatorTerms("A2", "提供岗位", unit="posts", section="岗位"),
    IndicatorTerms("A3", "用工需求", unit="headcount", section="岗位"),
    IndicatorTerms("A4", "达成意向", unit="intentions", section="岗位", definition="现场登记的人数"),
    IndicatorTerms("A5", "意向占用工需求", kind="percent", numerator="A4", denominator="A3", section="岗位"),
    IndicatorTerms("A6", "说明", kind="text", is_required=False, section="岗位"),
)


def make_draft(tree: Tree, lines: tuple[IndicatorTerms, ...] = FAIRS, **terms: Any) -> Form:
    made = make_form(tree.county, FormTerms(**{"title": "专场招聘活动统计表", **terms}), by=tree.above)
    for line in lines:
        put_indicator(made, line, by=tree.above)
    return made


def make_period(tree: Tree, form: Form | None = None, key: str = "2025", **given: Any) -> Period:
    return open_period(
        form or make_draft(tree), key, given.get("days", YEAR), given.get("due_on", DUE), by=tree.above
    )


def return_of(period: Period, union: Organisation) -> Return:
    return Return.objects.get(period=period, organisation=union)


def typed(**figures: object) -> dict[str, Entry]:
    return {code: Entry(str(raw)) for code, raw in figures.items()}


def make_filled(period: Period, union: Organisation, by: Person, **figures: object) -> Return:
    """With these figures, and handed in."""
    found = return_of(period, union)
    assert fill(found, typed(**figures), by=by) == {}
    return hand_in(found, by=by, at=MONDAY)


def given_sheet(*names: str) -> SimpleUploadedFile:
    """As a system above hands it out: a title over all columns, two rows of heads, a row of totals; `names`
    of units printed in it, else five empty rows."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "汇总"
    sheet["A1"] = "全市招聘活动汇总表"
    sheet["A1"].font = Font(bold=True, size=18)
    sheet.merge_cells("A1:F1")
    sheet.append(["序号", "单位名称", "举办招聘会（场）", "岗位", None, "占比"])
    sheet.append([None, None, None, "1. 提供岗位", "用工需求"])
    sheet.merge_cells("B2:B3")
    rows = names or ("",) * 5
    for number, name in enumerate(rows, start=4):
        sheet.cell(number, 2, name or None)
        sheet.cell(number, 4).number_format = "#,##0"
        sheet.cell(number, 6, f"=D{number}/E{number}")
    last = 4 + len(rows)
    sheet.cell(last, 2, "合计")
    sheet.cell(last, 4, f"=SUM(D4:D{last - 1})")
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("全市汇总表.xlsx", out.getvalue())
