# SPDX-License-Identifier: Apache-2.0
"""A return as an Excel sheet: out with what is known, in with what was typed. What is wrong comes back marked
in the same sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.tools.returns import actions
from unionnet.tools.returns.actions import Entry
from unionnet.tools.returns.models import Return
from unionnet.tools.returns.queries import Line, Sheet, sheet_of
from unionnet.tools.returns.rules import SEE, why_not_fill
from unionnet.tools.returns.values import in_sheet
from unionnet.tools.returns.web.filling import page_of
from unionnet.tools.returns.web.finding import get_return
from unionnet.tools.returns.web.rows import rate_said

CODE, THIS, WHY = gettext_lazy("代码"), gettext_lazy("本期"), gettext_lazy("与系统数不同的原因")
HEADS = (
    CODE,
    gettext_lazy("分组"),
    gettext_lazy("指标"),
    gettext_lazy("计量单位"),
    gettext_lazy("口径"),
    gettext_lazy("上期"),
    THIS,
    WHY,
    gettext_lazy("提示"),
)
MOST_ROWS = 1_000
LANGUAGES = ("zh-hans", "en")


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(SEE)
def workbook(request: MemberRequest, public_id: str) -> HttpResponseBase:
    found = get_return(request, public_id)
    if request.method != "POST":
        return _answered(found, sheet_of(found), {}, {})
    if refusal := why_not_fill(found, request.person, sealed=found.period.is_sealed):
        raise refusal
    upload = request.FILES.get("file")
    if upload is None:
        return _asked_again(request, found, _("请选择文件。"))
    try:
        entries = _entries(excel.read_table(upload, most=MOST_ROWS))
    except Refusal as no:
        return _asked_again(request, found, str(no))
    wrong = actions.fill(found, entries, by=request.person)
    sheet = sheet_of(found)
    if wrong or sheet.errors:
        return _answered(found, sheet, entries, wrong)
    messages.success(request, _("已读入，数字都对得上。"))
    return redirect("desk-returns:return", public_id)


def _asked_again(request: MemberRequest, found: Return, why: str) -> HttpResponse:
    context = page_of(request, found) | {"wrong": {}, "typed": {}, "file_wrong": why}
    return render(request, "returns/return.html", context, status=422)


def _entries(rows: list[list[str]]) -> dict[str, Entry]:
    """By code, wherever the columns stand."""
    for number, row in enumerate(rows):
        if (code := _column(row, CODE)) is not None and (this := _column(row, THIS)) is not None:
            why = _column(row, WHY)
            lines = ([*line, *[""] * len(row)] for line in rows[number + 1 :])
            return {
                line[code].strip().upper(): Entry(
                    line[this].removeprefix("'"), reason=line[why] if why is not None else ""
                )
                for line in lines
                if line[code].strip()
            }
    raise Refusal("no_such_columns", _("没有找到“代码”和“本期”两列，请用下载的表填写。"))


def _column(row: list[str], head: Any) -> int | None:
    names = set()
    for language in LANGUAGES:
        with override(language):
            names.add(str(head))
    return next((number for number, cell in enumerate(row) if cell.strip() in names), None)


def _answered(
    found: Return, sheet: Sheet, typed: Mapping[str, Entry], wrong: Mapping[str, Refusal]
) -> FileResponse:
    name = f"{found.period.form.title}-{found.period.key}-{found.organisation.name}"
    return excel.workbook(HEADS, _lines(sheet, typed, wrong), name=name)


def _lines(sheet: Sheet, typed: Mapping[str, Entry], wrong: Mapping[str, Refusal]) -> Iterator[list[Any]]:
    for line in sheet.lines:
        each, said = line.indicator, _said(line, wrong)
        value = typed[each.code].raw if each.code in wrong else _value(line)
        unit = each.get_unit_display() if each.unit else ""
        known = [each.code, each.section, each.label, unit, each.definition, in_sheet(each, line.earlier)]
        reason = line.cell.reason if line.cell else ""
        yield [*known, excel.Marked(value) if said else value, reason, said]


def _value(line: Line) -> Any:
    if line.rate is not None:
        return rate_said(line.rate, line.indicator)
    return in_sheet(line.indicator, line.number, line.text)


def _said(line: Line, wrong: Mapping[str, Refusal]) -> str:
    """What is wrong with a line: what was typed, a mark from above, a check that does not hold."""
    said = [str(wrong[line.indicator.code])] if line.indicator.code in wrong else []
    if line.cell and line.cell.mark:
        said.append(line.cell.mark)
    for each in line.broken:
        if each.is_error:
            sides = f"{each.check.formula}：{each.left.normalize():f} / {each.right.normalize():f}"
            said.append(f"{each.check.words} {sides}".strip())
    return _("；").join(said)
