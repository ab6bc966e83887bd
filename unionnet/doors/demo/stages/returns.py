# SPDX-License-Identifier: Apache-2.0
"""Job fairs of the townships of 云阳 by quarter (EM-01): one sealed with a supplement, one coming in. One
return was sent back with a mark, most are still missing."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.models import Employer
from unionnet.directory.people.models import Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.tools.returns.actions import (
    Entry,
    Firm,
    FormTerms,
    IndicatorTerms,
    accept_all,
    add_check,
    fill,
    give_back,
    hand_in,
    keep_layout,
    list_firms,
    make_form,
    open_period,
    put_indicator,
    seal,
    set_targets,
    supplement,
)
from unionnet.tools.returns.models import Form, Period, Return

LINES = (
    IndicatorTerms("A1", "举办招聘会", unit="events", section="活动"),
    IndicatorTerms(
        "A2", "参加单位", kind="firms", unit="firms", section="单位", definition="同一代码只算一家"
    ),
    IndicatorTerms("A3", "参加家次", kind="firms", unit="firm_times", section="单位"),
    IndicatorTerms("B1", "提供岗位", unit="posts", section="岗位", definition="岗位种类数，不是招聘人数"),
    IndicatorTerms("B2", "用工需求", unit="headcount", section="岗位", definition="计划招聘的人数"),
    IndicatorTerms("B3", "达成意向", unit="intentions", section="岗位", definition="现场登记的人数"),
    IndicatorTerms("B4", "意向占用工需求", kind="percent", numerator="B3", denominator="B2", section="岗位"),
    IndicatorTerms("C1", "在册会员", unit="persons", section="会员", source="directory.members"),
    IndicatorTerms("C2", "备注", kind="text", is_required=False, section="会员"),
)
CHECKS = (
    ("B3 <= B2", "意向不会多于用工需求", "error"),
    ("B1 <= B2", "每个岗位至少招一人", "error"),
    ("B2 ~ last(B2) 50%", "与上一季度相差过大", "warning"),
)


@stage("returns", "统计填报 / returns", order=75)
def load_returns() -> None:
    officer, town = demo_person("county"), demo_person("town")
    form = _form(officer)
    last, this = _quarters(local_date(database_now()))
    before = open_period(form, *last, by=officer)
    for number, found in enumerate(_returns(before)):
        _filled(found, number, officer)
        _sent(found, town)
    accept_all(before, by=officer)
    set_targets(before, form.indicators.get(code="B4"), 4000, by=officer)
    seal(before, by=officer)
    own = Return.objects.get(period=before, organisation=town.roles.get().organisation)
    supplement(own, form.indicators.get(code="B3"), "45", "漏登记一场", by=town)
    keep_layout(before, form.organisation, "rows", _sheet_of_the_city(), by=officer)
    now = open_period(form, *this, by=officer)
    for number, found in enumerate(_returns(now)[:9]):
        _filled(found, number + 1, officer)
        if found.organisation_id == own.organisation_id:
            hand_in(found, by=town)
            give_back(found, "用工需求与花名册不一致", {"B2": "请按花名册核对"}, by=officer)
        elif number % 2:
            _sent(found, town)


def _form(officer: Person) -> Form:
    terms = FormTerms(
        "招聘服务季报",
        "一场招聘会算一场；线上专场另报。岗位、用工需求和意向分开填写。",
        Form.Rhythm.QUARTER,
        ("township_federation", "park_federation"),
    )
    made = make_form(officer.roles.get().organisation, terms, by=officer)
    for line in LINES:
        put_indicator(made, line, by=officer)
    for formula, words, severity in CHECKS:
        add_check(made, formula, words=words, severity=severity, by=officer)
    return made


def _sheet_of_the_city() -> SimpleUploadedFile:
    """The empty sheet in which the city's own system wants the figures."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "招聘服务汇总"
    sheet.append(["全市工会招聘服务情况汇总表"])
    sheet["A1"].font = Font(bold=True, size=18)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.merge_cells("A1:F1")
    sheet.append(
        ["单位名称", "举办招聘会（场）", "参加单位（家）", "用工需求（人）", "达成意向（人）", "意向占比"]
    )
    for row in range(3, 83):
        sheet.cell(row, 6, f'=IF(D{row}="","",E{row}/D{row})').number_format = "0.00%"
    sheet.append(["合计", *(f"=SUM({column}3:{column}82)" for column in "BCDE")])
    for column in "ABCDEF":
        sheet.column_dimensions[column].width = 20
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("全市招聘服务汇总表.xlsx", out.getvalue())


def _quarters(today: date) -> list[tuple[str, tuple[date, date], date]]:
    """The last two that are over, each due some days later; the latter is due soon."""
    found, ends = [], today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
    for due_on in (today + timedelta(days=5), today - timedelta(days=60)):
        begins = ends.replace(month=ends.month - 2, day=1)
        found.append((f"{ends.year}Q{ends.month // 3}", (begins, ends), due_on if due_on > ends else ends))
        ends = begins - timedelta(days=1)
    return found[::-1]


def _returns(period: Period) -> list[Return]:
    rows = Return.objects.filter(period=period).select_related("organisation").order_by("organisation__path")
    return list(rows)


def _filled(found: Return, number: int, by: Person) -> None:
    wanted = 60 + number * 7 % 90
    figures = {
        "A1": 1 + number % 3,
        "B1": wanted // 4,
        "B2": wanted,
        "B3": wanted * 2 // 5,
        "C1": 40 + number,
    }
    fill(found, {code: Entry(str(figure)) for code, figure in figures.items()}, by=by)
    firms = [
        Firm(f"云阳江畔企业{each}", make_uscc(f"91500235{each:08d}"), "春风行动")
        for each in range(number, number + 4)
    ]
    list_firms(found, [*firms, *_to_look_at(number)], by=by)


def _to_look_at(number: int) -> list[Firm]:
    """What a list typed in a hurry holds: a registered firm under a short name, and a code copied wrongly."""
    known = Employer.objects.filter(region_code__startswith="500235").order_by("pk")[number : number + 1]
    short = [Firm(each.name[:6], each.uscc, "春风行动") for each in known]
    return [*short, Firm("江畔修配店", "92500235MA5UQ00000", "春风行动")]


def _sent(found: Return, by: Person) -> None:
    """As if an officer of that township had sent it: the demo has one of them only."""
    Return.objects.filter(pk=found.pk).update(state="sent", filled_by=by, sent_at=database_now())
