# SPDX-License-Identifier: Apache-2.0
"""A workbook that somebody else made is filled, and everything else in it stays."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.blanks import read_blank
from unionnet.foundation.ui.sheet_parts import Place, column_of, letters_of, place_of

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def made() -> bytes:
    """A title over three columns, a head, two styled rows, a sum."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "汇总表"
    sheet["A1"] = "工会统计 & 汇总"
    sheet["A1"].font = Font(bold=True, size=20)
    sheet.merge_cells("A1:C1")
    sheet.append(["单位", "人数", "合计"])
    sheet["B3"].number_format = "0.00"
    sheet["C3"] = "=B3*2"
    sheet["B9"] = "=SUM(B3:B8)"
    sheet.merge_cells("A5:B6")
    sheet.column_dimensions["A"].width = 33
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one part changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w") as changed:
        for each in book.namelist():
            if each != name:
                changed.writestr(each, book.read(each))
        changed.writestr(name, part)
    return out.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read(name)


def test_values_go_in_and_everything_else_stays() -> None:
    blank = read_blank(made())
    values = {
        Place(3, 1): "巴阳镇 <总工会>",
        Place(3, 2): 12,
        Place(3, 3): 99,
        Place(6, 2): "合并格",
        Place(12, 2): "=cmd|'/C calc'!A0",
    }
    filled = blank.filled("汇总表", values)
    sheet: Any = load_workbook(io.BytesIO(filled)).active
    assert (sheet["A1"].value, sheet["A1"].font.sz, sheet["A3"].value) == (
        "工会统计 & 汇总",
        20,
        "巴阳镇 <总工会>",
    )
    assert (sheet["B3"].value, sheet["B3"].number_format) == (12, "0.00")
    assert (sheet["C3"].value, sheet["B9"].value) == ("=B3*2", "=SUM(B3:B8)")  # never written over
    assert (sheet["A5"].value, sheet["B12"].value) == ("合并格", "'=cmd|'/C calc'!A0")
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:C1", "A5:B6"]
    assert sheet.column_dimensions["A"].width == 33
    assert part_of(filled, "xl/styles.xml") == part_of(made(), "xl/styles.xml")
    assert b'fullCalcOnLoad="1"' in part_of(filled, BOOK)
    again = read_blank(filled).filled("汇总表", {Place(3, 2): 13})
    assert load_workbook(io.BytesIO(again)).active["B3"].value == 13  # type: ignore[index]


def test_rows_and_cells_without_numbers_and_with_a_prefix_are_found() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    bare = (
        f'<?xml version="1.0"?><x:worksheet xmlns:x="{main}"><x:sheetData><x:row spans="1:2">'
        '<x:c t="inlineStr"><x:is><x:t>甲>乙</x:t></x:is></x:c><x:c/></x:row><x:row r="4"/>'
        "</x:sheetData></x:worksheet>"
    )
    blank = read_blank(with_part(made(), SHEET, bare.encode()))
    assert blank.sheet("汇总表").cell(Place(1, 1)).text == "甲>乙"  # type: ignore[union-attr]
    filled = blank.filled("汇总表", {Place(1, 3): 1, Place(2, 1): 2, Place(4, 2): 3, Place(7, 1): 4})
    sheet: Any = load_workbook(io.BytesIO(filled)).active
    assert [sheet[at].value for at in ("A1", "C1", "A2", "B4", "A7")] == ["甲>乙", 1, 2, 3, 4]
    empty = f'<worksheet xmlns="{main}"><sheetData/></worksheet>'.encode()
    filled = read_blank(with_part(made(), SHEET, empty)).filled("汇总表", {Place(2, 2): "乙"})
    assert load_workbook(io.BytesIO(filled)).active["B2"].value == "乙"  # type: ignore[index]


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxx">]><worksheet><sheetData/></worksheet>'
CALLS = b"<worksheet><sheetData><row><c><f>cmd|' /C calc'!A0</f></c></row></sheetData></worksheet>"
FETCHES = CALLS.replace(b"cmd|' /C calc'!A0", b"webservice(A1)")
TWICE = b'<worksheet><sheetData><row r="1"/><row r="1"/></sheetData></worksheet>'
FAR = b'<worksheet><sheetData><row r="99999999999999"/></sheetData></worksheet>'


@pytest.mark.parametrize(
    ("name", "part", "code"),
    [
        ("xl/vbaProject.bin", b"x", "file_runs"),
        ("xl/externalLinks/externalLink1.xml", b"x", "file_runs"),
        ("xl/embeddings/oleObject1.bin", b"x", "file_runs"),
        (SHEET, CALLS, "file_runs"),
        (SHEET, FETCHES, "file_runs"),
        (SHEET, DOCTYPE, "unreadable_file"),
        (SHEET, TWICE, "unreadable_file"),
        (SHEET, FAR, "unreadable_file"),
        (SHEET, b"<worksheet>", "unreadable_file"),
        (SHEET, "<worksheet/>".encode("utf-16"), "unreadable_file"),
        (SHEET, b"<worksheet/>", "unreadable_file"),
        (BOOK, b"<workbook/>", "unreadable_file"),
        ("xl/media/bomb", b"0" * (65 * 1024 * 1024), "file_too_large"),
    ],
)
def test_what_runs_grows_or_cannot_be_read_is_refused(name: str, part: bytes, code: str) -> None:
    with pytest.raises(Refusal) as no:
        read_blank(with_part(made(), name, part))
    assert no.value.code == code


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", made()[:-40], b"\xd0\xcf\x11\xe0" * 99])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal):
        read_blank(content)


def test_a_formula_may_speak_of_a_bar_between_quotes() -> None:
    part = part_of(made(), SHEET).replace(b"<f>B3*2</f>", b'<f>B3&amp;"|"</f>')
    assert read_blank(with_part(made(), SHEET, part)).sheets == {"汇总表": SHEET}


def test_places_are_read_as_people_write_them() -> None:
    assert [place_of(text) for text in ("c5", "$C$5", " AA10 ")] == [Place(5, 3), Place(5, 3), Place(10, 27)]
    assert [place_of(text) for text in ("C", "5", "C0", "ZZZ1", "C9999999", "A1:B2", "丙5")] == [None] * 7
    assert [letters_of(column_of(text)) for text in ("A", "Z", "AA", "XFD")] == ["A", "Z", "AA", "XFD"]
    assert [column_of(text) for text in ("", "甲", "XFE")] == [0, 0, 0]
