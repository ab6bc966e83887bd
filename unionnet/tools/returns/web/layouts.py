# SPDX-License-Identifier: Apache-2.0
"""Sheets that another system wants filled: kept, marked once, and filled as often as one likes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.blanks import Blank, read_blank
from unionnet.foundation.ui.sheet_parts import Place, Sheet, letters_of
from unionnet.tools.returns import actions
from unionnet.tools.returns.models import Layout, Period
from unionnet.tools.returns.placing import (
    PERIOD,
    UNIT,
    Filling,
    Marks,
    fill_one,
    fill_rows,
    propose,
    texts_of,
)
from unionnet.tools.returns.queries import figures_by_unit, figures_of, indicators_of, layouts_seen_by
from unionnet.tools.returns.rules import SEE, why_not_lay_out
from unionnet.tools.returns.web.finding import get_period, union_under

SHOWN_ROWS, SHOWN_COLUMNS = 30, 24
MOST_NAMES = 30


class LayoutForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("对方给的空表"),
        help_text=gettext_lazy("xlsx，标题、合并格、样式和公式都会原样保留"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("样式"), choices=Layout.Kind.choices, widget=forms.RadioSelect, initial="rows"
    )


@require_http_methods(["GET", "POST"])
@with_verb(SEE)
def layouts(request: MemberRequest, public_id: str) -> HttpResponse:
    """The sheets kept for this form, and the door for another."""
    period = get_period(request, public_id)
    under = union_under(request, period.form)
    refusal = why_not_lay_out(under, request.person)
    if request.method == "POST" and refusal:
        raise refusal
    form = LayoutForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            made = actions.keep_layout(period, under, given["kind"], given["file"], by=request.person)
            return redirect("desk-returns:layout", public_id, made.public_id)
        except Refusal as no:
            form.add_error("file", str(no))
    kept = list(layouts_seen_by(request.person, period))
    context = {"period": period, "under": under, "kept": kept, "form": form, "refusal": refusal}
    return render(request, "returns/layouts.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@with_verb(SEE)
def layout(request: MemberRequest, public_id: str, layout_id: str) -> HttpResponse:
    """The sheet as it is, and beside it where each figure goes."""
    period, found = _found(request, public_id, layout_id)
    refusal = why_not_lay_out(found.organisation, request.person)
    if request.method == "POST" and refusal:
        raise refusal
    blank = read_blank(found.file.read())
    marks, wrong = _marks_of(found), {}
    if request.method == "POST":
        marks = _marks_in(request, period, found, blank)
        wrong = actions.mark_layout(found, marks, by=request.person)
        if not wrong:
            messages.success(request, _("已记住，以后各期都按这个填。"))
            return redirect("desk-returns:layout", public_id, layout_id)
    sheet = blank.sheet(marks.sheet)
    context = {
        "period": period,
        "layout": found,
        "refusal": refusal,
        "sheets": list(blank.sheets),
        "marks": marks,
        "fields": _fields(period, found, marks, wrong),
        "grid": _grid(sheet),
        "check": _check(period, found, sheet),
    }
    return render(request, "returns/layout.html", context, status=422 if wrong else 200)


@require_safe
@with_verb(SEE)
def filled(request: MemberRequest, public_id: str, layout_id: str) -> FileResponse | HttpResponse:
    """The sheet with the figures of this period in it."""
    period, found = _found(request, public_id, layout_id)
    blank = read_blank(found.file.read())
    made = _filling(period, found, blank.sheet(found.sheet))
    content = blank.filled(found.sheet, made.values, made.styled)
    name = f"{period.form.title}-{period.key}-{found.organisation.name}"
    return excel.named(HttpResponse(content, content_type=excel.KIND), name)


@require_POST
@with_verb(SEE)
def remove(request: MemberRequest, public_id: str, layout_id: str) -> HttpResponse:
    _period, found = _found(request, public_id, layout_id)
    actions.drop_layout(found, by=request.person)
    messages.success(request, _("表样已删除。"))
    return redirect("desk-returns:layouts", public_id)


def _found(request: MemberRequest, public_id: str, layout_id: str) -> tuple[Period, Layout]:
    period = get_period(request, public_id)
    return period, get_object_or_404(layouts_seen_by(request.person, period), public_id=layout_id)


def _marks_of(found: Layout) -> Marks:
    return Marks(found.sheet, found.first_row, found.places)


def _marks_in(request: MemberRequest, period: Period, found: Layout, blank: Blank) -> Marks:
    """As typed; another sheet of the book is guessed anew."""
    name = request.POST.get("sheet", found.sheet)
    indicators = indicators_of(period.form)
    if name != found.sheet and name in blank.sheets:
        return propose(name, blank.sheet(name), found.kind, indicators)
    codes = [UNIT, PERIOD, *(each.code for each in indicators)]
    typed = {code: request.POST.get(f"at-{code}", "").strip().upper()[:12] for code in codes}
    first = request.POST.get("first_row", "")
    row = int(first) if first.isdecimal() and first.isascii() and 0 < len(first) < 7 else found.first_row
    is_rows = found.kind == Layout.Kind.ROWS
    return Marks(found.sheet, max(row or 1, 1) if is_rows else None, {c: t for c, t in typed.items() if t})


def _fields(
    period: Period, found: Layout, marks: Marks, wrong: dict[str, Refusal]
) -> list[tuple[str, str, str, str, str]]:
    """(code, label, unit, place, what is wrong with it)."""
    lines = [(UNIT, _("单位名称"), "")]
    if found.kind == Layout.Kind.ONE:
        lines.append((PERIOD, _("报告期"), ""))
    for each in indicators_of(period.form):
        lines.append((each.code, each.label, each.get_unit_display() if each.unit else ""))
    said = {code: (marks.places.get(code, ""), str(wrong.get(code, ""))) for code, _label, _unit in lines}
    return [(code, label, unit, *said[code]) for code, label, unit in lines]


def _grid(sheet: Sheet) -> dict[str, Any]:
    """The head of the sheet, with the letters and numbers by which its places are named."""
    texts = {place: text for place, text in texts_of(sheet, SHOWN_ROWS) if place.column <= SHOWN_COLUMNS}
    columns = range(1, max((place.column for place in texts), default=1) + 1)
    rows = range(1, max((place.row for place in texts), default=1) + 3)
    return {
        "letters": [letters_of(column) for column in columns],
        "rows": [(row, [texts.get(Place(row, column), "") for column in columns]) for row in rows],
    }


def _filling(period: Period, found: Layout, sheet: Sheet) -> Filling:
    if found.kind == Layout.Kind.ONE:
        return fill_one(sheet, _marks_of(found), figures_of(period, found.organisation))
    return fill_rows(sheet, _marks_of(found), figures_by_unit(period, found.organisation))


def _check(period: Period, found: Layout, sheet: Sheet) -> dict[str, Any]:
    """What will not go in, before somebody sends it on."""
    try:
        made = _filling(period, found, sheet)
    except Refusal as no:
        return {"refusal": str(no)}
    return {
        "cells": len(made.values),
        "without_row": made.without_row[:MOST_NAMES],
        "without_figures": made.without_figures[:MOST_NAMES],
    }
