# SPDX-License-Identifier: Apache-2.0
"""Excel out and in. Out: every list exports, no cell may run. In: xlsx, xls, ods, csv, as it comes."""

from __future__ import annotations

import codecs
import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from typing import IO, Any, NamedTuple, TypeVar
from urllib.parse import quote

from django.db.models import Model, QuerySet
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import cleaned
from unionnet.foundation.ui.books import pieces

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 100_000  # of a sheet that comes in
HELD = 4 * 1024 * 1024
LONGEST_CELL = 32_000
RUNS = ("=", "+", "-", "@", "\t", "\r")
BLOCK = 1024 * 1024
AT_ONCE = 2_000  # rows an export reads at a time


Row = TypeVar("Row", bound=Model)
Answer = TypeVar("Answer", bound=HttpResponseBase)


def safe_cell(value: Any) -> Any:
    """A value Excel shows and never runs: text that looks like a formula gets an apostrophe."""
    if type(value) is str and value[:1].isalnum() and value.isprintable() and len(value) <= LONGEST_CELL:
        return value  # most of all cells
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, date | time):
        return value
    text = cleaned(str(value))[:LONGEST_CELL]
    starts = text.startswith(RUNS) or text.lstrip().startswith(RUNS[:4])
    return f"'{text}" if starts else text


def workbook_bytes(
    columns: Sequence[Any], rows: Iterable[Sequence[Any]], *, title: Any = "", mark: str = ""
) -> IO[bytes]:
    """A workbook on disk, written while its rows come: a million need no more memory than ten, and none is
    left out. `mark` says above the head and at the foot of every page who took it and what for."""
    return _kept(workbook_pieces(columns, rows, title=title, mark=mark))


def workbook_pieces(
    columns: Sequence[Any], rows: Iterable[Sequence[Any]], *, title: Any = "", mark: str = ""
) -> Iterator[bytes]:
    """The same as bytes that may be sent while they are made; nothing touches the disk."""
    heads = [str(label) for label in columns]
    return pieces(heads, rows, title=str(title or _("名单")), mark=mark, cell=_shown)


def _kept(made: Iterable[bytes]) -> IO[bytes]:
    """What fails in the making fails here, before a byte has left."""
    out = tempfile.SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115 - handed on, closed by the response
    for piece in made:
        out.write(piece)
    out.seek(0)
    return out


def whole(rows: QuerySet[Row], most: int) -> list[Row]:
    """All rows of a list that has to be held to be made; more than `most` are refused, and never cut."""
    found = list(rows[: most + 1])
    if len(found) > most:
        raise Refusal("too_many_rows", _("一张表最多 %(n)s 行，请先缩小范围再导出。"), n=f"{most:,}")
    return found


class Marked(NamedTuple):
    """A value in a red cell: here something has to be mended."""

    value: Any


def _shown(value: Any) -> tuple[Any, bool]:
    """What stands in a cell, and whether it is red."""
    if isinstance(value, Marked):
        return safe_cell(value.value), True
    return safe_cell(value), False


def workbook(
    columns: Sequence[Any], rows: Iterable[Sequence[Any]], *, name: Any = "", mark: str = ""
) -> FileResponse:
    """The answer of an export door. The file is named after the list and today."""
    name = str(name or _("名单"))
    return named(FileResponse(workbook_bytes(columns, rows, title=name, mark=mark), content_type=KIND), name)


def text_sheet(columns: Sequence[Any], rows: Iterable[Sequence[Any]], *, name: Any = "") -> FileResponse:
    """The answer of an export door that gives CSV, for programs and for spreadsheets alike. Whole, too."""
    lines = ([safe_cell(value) for value in row] for row in chain([columns], rows))
    made = _kept(_csv(lines))
    return named(FileResponse(made, content_type="text/csv; charset=utf-8"), str(name or _("名单")), "csv")


def _csv(lines: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    words = io.StringIO("\ufeff")
    writer = csv.writer(words)
    words.seek(0, io.SEEK_END)
    for line in lines:
        writer.writerow(line)
        if words.tell() > BLOCK:
            yield words.getvalue().encode()
            words.seek(0)
            words.truncate()
    yield words.getvalue().encode()


def named(answer: Answer, name: str, ending: str = "xlsx") -> Answer:
    """A sheet to be saved under the name of the list and today, kept by no cache."""
    stamped = f"{cleaned(name)}-{timezone.localdate():%Y%m%d}.{ending}"
    told = f"attachment; filename=\"list.{ending}\"; filename*=UTF-8''{quote(stamped)}"
    answer["Content-Disposition"] = told
    answer["Cache-Control"] = "no-store"
    return answer


def read_table(file: IO[bytes], *, most: int = MOST_ROWS) -> list[list[str]]:
    """All rows of the first sheet as text, head included; empty rows dropped; numbers without a
    trailing .0."""
    rows: list[list[str]] = []
    for _number, cells in next(iter(read_sheets(file)), Sheet("", iter(()))).rows:
        rows.append(cells)
        if len(rows) > most + 1:
            raise Refusal("too_many_rows", _("一次最多导入 %(n)s 行，请拆分文件。"), n=f"{most:,}")
    return rows


class Sheet(NamedTuple):
    """One sheet of a file. Its rows come one by one as (number in the sheet, cells as text), the empty ones
    left out, and can be read once."""

    name: str
    rows: Iterator[tuple[int, list[str]]]


def read_sheets(file: IO[bytes]) -> Iterator[Sheet]:
    """Every sheet of a workbook (xlsx, xls, ods), or the one of a csv. Read each before you ask for
    the next."""
    start = file.read(4)
    file.seek(0)
    if not start:
        raise Refusal("empty_file", _("文件是空的。"))
    is_book = start[:2] == b"PK" or start == b"\xd0\xcf\x11\xe0"
    for name, rows in _read_book(file) if is_book else [("", _read_csv(file))]:
        yield Sheet(name, _as_texts(rows))


def _as_texts(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, start=1):
        cells = [_as_text(value) for value in row]
        if any(cells):
            yield number, cells


def _read_book(file: IO[bytes]) -> Iterator[tuple[str, Iterable[Sequence[Any]]]]:
    try:
        book = CalamineWorkbook.from_filelike(file)
        for index, name in enumerate(book.sheet_names):
            yield name, book.get_sheet_by_index(index).iter_rows()
    except PasswordError as error:
        raise Refusal("locked_file", _("文件加了密码，请去掉密码后再上传。")) from error
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal("unreadable_file", _("这个文件打不开，请另存为 xlsx 或 csv 后再试。")) from error


def _read_csv(file: IO[bytes]) -> Iterator[Sequence[Any]]:
    text = io.TextIOWrapper(file, encoding=_encoding_of(file), newline="")
    sample = text.readline()
    text.seek(0)
    mark = max(",;\t", key=sample.count)
    try:
        yield from csv.reader(text, delimiter=mark)
    except csv.Error as error:
        raise Refusal("unreadable_file", _("这个文件打不开，请另存为 xlsx 或 csv 后再试。")) from error
    finally:
        text.detach()


def _encoding_of(file: IO[bytes]) -> str:
    """UTF-8 with or without mark, UTF-16 with or without, else the Chinese Windows code page. Reads the whole
    file once, so that what follows cannot fail in the middle."""
    start = file.read(512)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        guesses = ["utf-16"]
    elif b"\0" in start:  # every ASCII character of UTF-16 has a zero beside it
        guesses = ["utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"]
    else:
        guesses = ["utf-8-sig", "gb18030"]
    for encoding in guesses:
        decoder = codecs.getincrementaldecoder(encoding)()
        file.seek(0)
        try:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        file.seek(0)
        return encoding
    raise Refusal("unknown_encoding", _("认不出文件的文字编码，请另存为 xlsx 后再试。"))


def _as_text(value: Any) -> str:
    if type(value) is str and value.isprintable() and value.isascii():
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time(0):
        value = value.date()
    return cleaned(str(value)).strip()
