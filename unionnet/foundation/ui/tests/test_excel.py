# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import uuid4

import pytest
from openpyxl import Workbook, load_workbook

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import (
    Marked,
    read_table,
    safe_cell,
    text_sheet,
    workbook,
    workbook_bytes,
    workbook_pieces,
)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "  =cmd|'/C calc'!A0", "=HYPERLINK(1)"]
)
def test_text_that_could_run_gets_an_apostrophe(text: str) -> None:
    assert str(safe_cell(text)).startswith("'")


def test_numbers_days_and_ordinary_words_stay_what_they_are() -> None:
    assert [safe_cell(value) for value in (-5, 1.5, None, True, date(2026, 11, 21), "林晓", "A-1")] == [
        -5, 1.5, None, True, date(2026, 11, 21), "林晓", "A-1",
    ]  # fmt: skip
    assert safe_cell(datetime(2026, 11, 21, 4, tzinfo=UTC)) == datetime(2026, 11, 21, 12)  # noqa: DTZ001


def test_control_characters_and_broken_text_do_not_reach_the_file() -> None:
    assert safe_cell("a\x00b\x0bc\ud800d") == "abcd"


def test_a_workbook_comes_back_as_it_went() -> None:
    answer = workbook(["姓名", "人次"], [["林晓", 3], ["=1+1", 4]], name="会员名单")
    data = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["姓名", "人次"],
        ["林晓", 3],
        ["'=1+1", 4],
    ]
    assert "filename*=UTF-8''%E4%BC%9A%E5%91%98" in answer["Content-Disposition"]
    assert read_table(io.BytesIO(data)) == [["姓名", "人次"], ["林晓", "3"], ["'=1+1", "4"]]


def test_a_full_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unionnet.foundation.ui.books.SHEET_ROWS", 4)
    book = load_workbook(workbook_bytes(["n"], ([n] for n in range(10)), title="名/单", mark="谁 & 何时"))
    assert book.sheetnames == ["名 单", "名 单 2", "名 单 3"]
    told = [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book]
    assert told == [["谁 & 何时", "n", *range(4)], ["谁 & 何时", "n", *range(4, 8)], ["谁 & 何时", "n", 8, 9]]
    feet = [sheet.oddFooter.center.text for sheet in book if sheet.oddFooter and sheet.oddFooter.center]
    assert ({sheet.freeze_panes for sheet in book}, feet) == ({"A3"}, ["谁 && 何时"] * 3)


def test_a_long_list_needs_no_more_memory_than_a_short_one() -> None:
    """Its bytes are there while its rows still come."""
    asked = 0

    def rows() -> Iterator[list[object]]:
        nonlocal asked
        for asked in range(60_000):
            yield [asked, "会员", uuid4().hex]

    sizes, first = [], 0
    for piece in workbook_pieces(["号", "谁", "码"], rows()):
        first = first or asked
        sizes.append(len(piece))
    assert (first < 20_000, asked, max(sizes) < 300_000) == (True, 59_999, True)


def test_every_kind_of_cell_comes_back() -> None:
    told = [
        date(2026, 11, 2),
        datetime(2026, 11, 2, 4, 5, 6, tzinfo=UTC),
        time(8, 30),
        1.5,
        Decimal("12.34"),
        True,
        "第一行\n第二行",
        "<b>&",
        float("nan"),
        date(1850, 1, 1),
    ]
    sheet = load_workbook(workbook_bytes(["?"] * 30, [told, [Marked("改"), *[None] * 28, "第三十列"]])).active
    assert sheet is not None
    read = [cell.value for cell in sheet[2]][: len(told)]
    assert [str(each) for each in read[:3]] == ["2026-11-02 00:00:00", "2026-11-02 12:05:06", "08:30:00"]
    assert read[3:] == [1.5, 12.34, True, "第一行\n第二行", "<b>&", "nan", "1850-01-01"]
    assert (sheet["A3"].fill.fgColor.rgb, sheet["AD3"].value) == ("FFF6C9C4", "第三十列")


def test_csv_is_whole_and_runs_nothing() -> None:
    lines = b"".join(text_sheet(["n", "谁"], ([n, "=1+1"] for n in range(150_000)), name="结果"))
    rows = lines.decode("utf-8-sig").splitlines()
    assert (len(rows), rows[0], rows[-1]) == (150_001, "n,谁", "149999,'=1+1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_read_in_every_encoding_officers_have(encoding: str, mark: str) -> None:
    text = f"姓名{mark}手机号\r\n𬭚晓{mark}13800138000\r\n{mark}\r\n"
    assert read_table(io.BytesIO(text.encode(encoding))) == [["姓名", "手机号"], ["𬭚晓", "13800138000"]]


def test_long_numbers_in_a_sheet_stay_readable() -> None:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["号", "日"])
    sheet.append([13800138000, datetime(2026, 11, 21)])  # noqa: DTZ001
    book.save(out)
    out.seek(0)
    assert read_table(out) == [["号", "日"], ["13800138000", "2026-11-21"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04 not a zip", "unreadable_file"),
        (b"\xd0\xcf\x11\xe0 old", "unreadable_file"),
        (b"\x81\xff\xff\xfe\x00", "unknown_encoding"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_table(io.BytesIO(data))
    assert refusal.value.code == code


def test_too_many_rows_are_refused_with_the_number() -> None:
    with pytest.raises(Refusal) as refusal:
        read_table(io.BytesIO(b"a\n" * 10), most=5)
    assert (refusal.value.code, str(refusal.value)) == ("too_many_rows", "一次最多导入 5 行，请拆分文件。")
