# SPDX-License-Identifier: Apache-2.0
"""Which figure goes where in a sheet somebody else made: proposed by its heads, filled as an officer said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.sheet_parts import Place, Sheet, column_of, letters_of, place_of
from unionnet.tools.returns.models import Indicator, Layout

UNIT, PERIOD = "@unit", "@period"
UNIT_HEADS = {"单位", "单位名称", "填报单位", "工会", "工会名称", "上报单位"}
PERIOD_HEADS = {"报告期", "填报日期", "统计时间", "报表期"}
TOTALS = {"合计", "总计", "小计", "汇总"}
NUMBERED = re.compile(r"^(其中[:：]?|[（(]?[一二三四五六七八九十\d]+[)）]?[、.．])")
HEADS_WITHIN = 40  # rows from the top
REACH = 4  # cells to the right of a label


@dataclass(frozen=True)
class Marks:
    """Where things go, as an officer said it or as the heads let us guess."""

    sheet: str
    first_row: int | None = None
    places: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class UnitFigures:
    """What one unit has for a row: by the codes of the figures."""

    name: str
    uscc: str
    figures: Mapping[str, Any]


@dataclass
class Filling:
    """What goes into which cell. `without_row` are units the sheet has no row for, `without_figures` names in
    the sheet that have handed over nothing."""

    values: dict[Place, Any] = field(default_factory=dict)
    styled: dict[Place, str] = field(default_factory=dict)
    without_row: list[str] = field(default_factory=list)
    without_figures: list[str] = field(default_factory=list)


def propose(name: str, sheet: Sheet, kind: str, indicators: Sequence[Indicator]) -> Marks:
    """By the words that stand in the sheet: labels or codes of figures, and what a unit is called."""
    wanted = {word: each.code for each in reversed(indicators) for word in (plain(each.label), each.code)}
    wanted |= dict.fromkeys(UNIT_HEADS, UNIT) | dict.fromkeys(PERIOD_HEADS, PERIOD)
    found: dict[str, Place] = {}
    for place, text in texts_of(sheet, HEADS_WITHIN):
        if (code := wanted.get(plain(text))) and code not in found:
            found[code] = place
    if kind == Layout.Kind.ONE:
        beside = {code: _beside(sheet, place) for code, place in found.items()}
        return Marks(name, None, {code: place for code, place in beside.items() if place})
    found.pop(PERIOD, None)
    below = max((sheet.span(place)[1].row for place in found.values()), default=0) + 1
    return Marks(name, below, {code: letters_of(place.column) for code, place in found.items()})


def plain(text: str) -> str:
    """Without blanks, numbers before it and units behind it: “1. 提供 岗位（个）” is 提供岗位."""
    bare = NUMBERED.sub("", "".join(text.split()))
    return re.split(r"[（(:：]", bare, maxsplit=1)[0]


def texts_of(sheet: Sheet, rows: int) -> Iterator[tuple[Place, str]]:
    """What stands in the first rows, row by row."""
    for number in sorted(number for number in sheet.rows if number <= rows):
        for column, cell in sorted(sheet.rows[number].cells.items()):
            if cell.text.strip() and cell.formula is None:
                yield Place(number, column), cell.text.strip()


def _beside(sheet: Sheet, label: Place) -> str:
    """The first empty cell to the right of a label; a unit of measure may stand between."""
    at = Place(label.row, sheet.span(label)[1].column + 1)
    for _step in range(REACH):
        cell = sheet.cell(at)
        if cell is None or (not cell.text.strip() and cell.formula is None):
            return f"{letters_of(at.column)}{at.row}"
        at = Place(at.row, sheet.span(at)[1].column + 1)
    return ""


def why_not_marks(sheet: Sheet, kind: str, marks: Marks) -> dict[str, Refusal]:
    """By code what is wrong with its place."""
    wrong: dict[str, Refusal] = {}
    taken: dict[object, str] = {}
    for code, text in marks.places.items():
        place = place_of(text) if kind == Layout.Kind.ONE else column_of(text)
        if not place:
            example = "C5" if kind == Layout.Kind.ONE else "C"
            wrong[code] = Refusal("no_place", _("请写位置，例如 %(example)s。"), example=example)
        elif place in taken:
            wrong[code] = Refusal("place_taken", _("%(place)s 已经填了别的数。"), place=text.upper())
        elif isinstance(place, Place) and _is_worked_out(sheet, place):
            wrong[code] = Refusal("a_formula", _("这一格是公式，打开时会自己算，不用填。"))
        taken.setdefault(place, code)
    if kind == Layout.Kind.ROWS and UNIT not in marks.places:
        wrong[UNIT] = Refusal("no_unit_column", _("请写单位名称在哪一列。"))
    return wrong


def _is_worked_out(sheet: Sheet, place: Place) -> bool:
    cell = sheet.cell(sheet.span(place)[0])
    return cell is not None and cell.formula is not None


def fill_one(sheet: Sheet, marks: Marks, figures: Mapping[str, Any]) -> Filling:
    """One set of figures, each into its cell."""
    made = Filling()
    for code, text in marks.places.items():
        place = place_of(text)
        if place and code in figures:
            made.values[place] = figures[code]
    return made


def fill_rows(sheet: Sheet, marks: Marks, units: Sequence[UnitFigures]) -> Filling:
    """A row for each unit: where their names stand already each into its own, else one below the other.
    Raises Refusal where a row further down is in use."""
    first = marks.first_row or 1
    at = column_of(marks.places.get(UNIT, ""))
    head = sheet.cell(Place(first, at))
    if head is not None and head.text.strip():
        return _fill_named(sheet, marks, units, first, at)
    made = Filling()
    for number, unit in enumerate(units, start=first):
        _fill_row(sheet, marks, made, number, unit)
    if _in_use(sheet, made):
        free = min(place.row for place in _in_use(sheet, made)) - first
        raise Refusal(
            "no_room",
            _("表样只留了 %(free)s 行，要写 %(n)s 个单位。请在表样里加够空行再上传。"),
            free=free,
            n=len(units),
        )
    return made


def _fill_named(sheet: Sheet, marks: Marks, units: Sequence[UnitFigures], first: int, at: int) -> Filling:
    known = {name: unit for unit in units for name in (unit.uscc, plain(unit.name)) if name}
    made, met = Filling(), set()
    for number in sorted(number for number in sheet.rows if number >= first):
        cell = sheet.cell(Place(number, at))
        name = plain(cell.text) if cell else ""
        if not name or name in TOTALS:
            continue
        if unit := known.get(name):
            met.add(unit.name)
            _fill_row(sheet, marks, made, number, unit, named=True)
        else:
            made.without_figures.append(cell.text.strip() if cell else "")
    made.without_row = [unit.name for unit in units if unit.name not in met]
    return made


def _fill_row(
    sheet: Sheet, marks: Marks, made: Filling, number: int, unit: UnitFigures, *, named: bool = False
) -> None:
    """Cells that are not there yet look like those of the first row."""
    for code, letters in marks.places.items():
        place = Place(number, column_of(letters))
        like = sheet.cell(Place(marks.first_row or 1, place.column))
        made.styled[place] = like.style if like else ""
        if code == UNIT and not named:
            made.values[place] = unit.name
        elif code in unit.figures:
            made.values[place] = unit.figures[code]


def _in_use(sheet: Sheet, made: Filling) -> list[Place]:
    """Places that hold words or formulas already."""
    cells = ((place, sheet.cell(sheet.span(place)[0])) for place in made.values)
    return [place for place, cell in cells if cell and (cell.text.strip() or cell.formula is not None)]
