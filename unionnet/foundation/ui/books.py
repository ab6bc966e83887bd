# SPDX-License-Identifier: Apache-2.0
"""A workbook (.xlsx, ECMA-376) made row by row: its bytes leave while its rows come, whatever their number.

openpyxl, which builds the book first, takes five times as long, and nothing leaves before the end. What we
write is little: one kind of head, text, numbers, days, and cells in red.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice
from math import isfinite
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from unionnet.foundation.ui.sheet_parts import letters_of
from unionnet.foundation.zips import Passing

SHEET_ROWS = 1_000_000  # a sheet has 1,048,576: what is more goes on in the next
TOGETHER = 500  # rows of one write
FIRST_OF_EXCEL = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no zone
FIRST_WITH_A_NUMBER = date(1900, 3, 1)  # before it Excel counts a day that never was
PLAIN, DAY, MOMENT, TIME, HEAD = range(5)
FORMATS = ("General", "yyyy-mm-dd", "yyyy-mm-dd h:mm:ss", "h:mm:ss")
FIRST_FORMAT = 164  # numbers below it are the program's own
RED = 5  # added to a style

KEEP = ' xml:space="preserve"'  # line breaks

Cell = Callable[[Any], tuple[Any, bool]]

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = f"""{XML}<Types xmlns="{PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="{KIND}.worksheet+xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>"""
ROOT = f"""{XML}<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""


def _styles() -> str:
    numbers = range(FIRST_FORMAT, FIRST_FORMAT + len(FORMATS))
    kinds = [*((each, 0, 0) for each in numbers), (FIRST_FORMAT, 1, 2), *((each, 0, 3) for each in numbers)]
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code}"/>'
        for number, code in zip(numbers, FORMATS, strict=True)
    )
    cells = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1"'
        ' applyFont="1" applyFill="1"/>'
        for number, font, fill in kinds
    )
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/></patternFill></fill>'
        for colour in ("F3F1EC", "F6C9C4")
    )
    font = '<sz val="11"/><name val="Calibri"/>'
    return (
        f'{XML}<styleSheet xmlns="{MAIN}">'
        f'<numFmts count="{len(FORMATS)}">{formats}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="4"><fill><patternFill patternType="none"/></fill>'
        f'<fill><patternFill patternType="gray125"/></fill>{fills}</fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(kinds)}">{cells}</cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def pieces(
    heads: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str, mark: str = "", cell: Cell
) -> Iterator[bytes]:
    """The bytes of a workbook, in the order in which they may be sent. `cell` makes of a value what is safe
    to show, and says whether it stands in red; `mark` goes above the head and to the foot of every page. Each
    sheet has the head; a sheet is full at SHEET_ROWS."""
    title = re.sub(r"[\[\]:*?/\\']", " ", title)[:27]
    way, left, names = Passing(), iter(rows), []  # type: Passing, Iterator[Sequence[Any]], list[str]
    with zipfile.ZipFile(way, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:
        book.writestr("[Content_Types].xml", TYPES)
        book.writestr("_rels/.rels", ROOT)
        book.writestr("xl/styles.xml", _styles())
        following = next(left, None)
        while following is not None or not names:
            names.append(f"{title} {len(names) + 1}" if names else title)
            own = chain([following], islice(left, SHEET_ROWS - 1)) if following is not None else iter(())
            with book.open(f"xl/worksheets/sheet{len(names)}.xml", "w") as sheet:
                for text in _sheet(heads, own, mark, cell, is_first=len(names) == 1):
                    sheet.write(text.encode())
                    if len(way) > 65_536:
                        yield way.take()
            following = next(left, None)
        book.writestr("xl/workbook.xml", _workbook(names))
        book.writestr("xl/_rels/workbook.xml.rels", _relations(len(names)))
    yield way.take()


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="s{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _relations(sheets: int) -> str:
    targets = "".join(
        f'<Relationship Id="s{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    styles = f'<Relationship Id="styles" Type="{OFFICE}/styles" Target="styles.xml"/>'
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{targets}{styles}</Relationships>'


def _sheet(
    heads: Sequence[str], rows: Iterable[Sequence[Any]], mark: str, cell: Cell, *, is_first: bool
) -> Iterator[str]:
    top = 2 if mark else 1
    selected = ' tabSelected="1"' if is_first else ""
    yield (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView{selected} workbookViewId="0"><pane'
        f' ySplit="{top}" topLeftCell="A{top + 1}" activePane="bottomLeft" state="frozen"/></sheetView>'
        f"</sheetViews>{_widths(heads)}<sheetData>"
    )
    if mark:
        yield _row([mark], 1, cell)
    yield _row(heads, top, cell, HEAD)
    lines, number = iter(rows), top
    while together := list(islice(lines, TOGETHER)):
        yield "".join(_row(line, number + at, cell) for at, line in enumerate(together, start=1))
        number += len(together)
    yield "</sheetData>"
    if mark:
        foot = str(cell(mark)[0]).replace("&", "&&")[:240]
        yield f"<headerFooter><oddFooter>{escape(f'&C{foot}')}</oddFooter></headerFooter>"
    yield "</worksheet>"


def _widths(heads: Sequence[str]) -> str:
    """By the head; Chinese is twice as wide."""
    wide = ((at, min(40, max(10, 2.2 * len(head) + 4))) for at, head in enumerate(heads, start=1))
    columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in wide)
    return f"<cols>{columns}</cols>" if columns else ""


def _row(line: Sequence[Any], number: int, cell: Cell, style: int = PLAIN) -> str:
    cells = []
    for at, value in enumerate(line, start=1):
        safe, is_red = cell(value)
        if is_red or (safe is not None and safe != ""):
            cells.append(_cell(safe, f"{letters_of(at)}{number}", style + RED if is_red else style))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(value: Any, place: str, style: int) -> str:
    if value is None or type(value) is str:
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{_text(value or "")}</t></is></c>'
    if isinstance(value, bool):
        return f'<c r="{place}" s="{style}" t="b"><v>{int(value)}</v></c>'
    number, kind = _number(value)
    if number is None:
        return _cell(str(value), place, style)
    return f'<c r="{place}" s="{style + kind}"><v>{number}</v></c>'


@lru_cache(maxsize=4096)
def _text(value: str) -> str:
    """The text with the end of the tag before it: most columns say few things again and again."""
    return f"{'' if value.isprintable() else KEEP}>{escape(value)}"


def _number(value: Any) -> tuple[Any, int]:
    """What Excel keeps, and the style that shows it; (None, …) for what is shown as text."""
    if isinstance(value, int | float | Decimal):
        return (value if isfinite(value) else None), PLAIN
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400, TIME
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date) or day < FIRST_WITH_A_NUMBER:
        return None, PLAIN
    if isinstance(value, datetime):
        since = value.replace(microsecond=0) - FIRST_OF_EXCEL
        return since.days + since.seconds / 86_400, MOMENT
    return (day - FIRST_OF_EXCEL.date()).days, DAY
