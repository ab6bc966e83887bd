# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import read_table, safe_cell, workbook, workbook_bytes


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


def test_many_rows_stop_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unionnet.foundation.ui.excel.MOST_ROWS", 3)
    rows = read_table(workbook_bytes(["n"], ([n] for n in range(10))))
    assert [row[0] for row in rows[1:4]] == ["0", "1", "2"]
    assert rows[4][0].startswith("只导出前 3 行")


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
