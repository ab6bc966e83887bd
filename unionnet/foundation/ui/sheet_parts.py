# SPDX-License-Identifier: Apache-2.0
"""One sheet of somebody else's workbook, by the places of its bytes: what is written goes between them, and
nothing else is touched. Reading it into a tree and writing it anew would lose what we do not know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

MOST_CELLS = 200_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
SPANS = re.compile(rb"""\sspans=("[^"]*"|'[^']*')""")
PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


class Place(NamedTuple):
    """A cell, both counted from 1: C5 is (5, 3)."""

    row: int
    column: int


class Unreadable(ValueError):
    """No sheet we may trust."""


def column_of(letters: str) -> int:
    """A → 1, AA → 27; 0 for what is no column."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number if number <= LAST_COLUMN else 0


@cache
def letters_of(column: int) -> str:
    """1 → A, 27 → AA."""
    before, last = divmod(column - 1, 26)
    return (letters_of(before) if before else "") + chr(65 + last)


def place_of(text: str) -> Place | None:
    """C5, c5 and $C$5 are one place."""
    found = PLACE.fullmatch(text.strip().upper())
    if not found or not (column := column_of(found[1])) or int(found[2]) > LAST_ROW:
        return None
    return Place(int(found[2]), column)


@dataclass
class Cell:
    """Where it stands in the bytes, its style, and what it shows. `formula` is what works it out."""

    start: int
    end: int = 0
    style: str = ""
    kind: str = ""
    text: str = ""
    formula: str | None = None


@dataclass
class Row:
    start: int
    opened: int
    is_empty: bool
    closing: int = 0
    end: int = 0
    cells: dict[int, Cell] = field(default_factory=dict)


@dataclass
class Sheet:
    """Its rows by number, and from where to where cells are merged."""

    data: bytes
    prefix: str = ""
    rows: dict[int, Row] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    opened: int = -1
    closing: int = -1
    is_empty: bool = False

    def cell(self, place: Place) -> Cell | None:
        row = self.rows.get(place.row)
        return row.cells.get(place.column) if row else None

    def span(self, place: Place) -> tuple[Place, Place]:
        """The merged cells it is one of, from the first to the last."""
        for first, last in self.merged:
            if first.row <= place.row <= last.row and first.column <= place.column <= last.column:
                return first, last
        return place, place


class _Reader:
    def __init__(self, data: bytes, strings: list[str]) -> None:
        self.sheet, self.strings = Sheet(data), strings
        self.row: Row | None = None
        self.cell: Cell | None = None
        self.number = self.column = self.count = 0
        self.part = ""
        self.parser = parser_of(self.starts, self.ends, self.says)

    def starts(self, name: str, given: dict[str, str]) -> None:
        prefix, _colon, local = name.rpartition(":")
        at = self.parser.CurrentByteIndex
        if local == "sheetData":
            self.sheet.prefix = f"{prefix}:" if prefix else ""
            self.sheet.opened, self.sheet.is_empty = _tag(self.sheet.data, at)
        elif local == "row":
            self._row(at, given)
        elif local == "c" and self.row:
            self._cell(at, given)
        elif local == "mergeCell":
            first, _colon, last = given.get("ref", "").partition(":")
            ends = (place_of(first), place_of(last or first))
            if ends[0] and ends[1]:
                self.sheet.merged.append((ends[0], ends[1]))
        elif self.cell and local in ("v", "f", "t", "rPh"):
            self.part = local
            if local == "f":
                self.cell.formula = ""

    def ends(self, name: str) -> None:
        local = name.rpartition(":")[2]
        at = self.parser.CurrentByteIndex
        if local == "sheetData":
            self.sheet.closing = at
        elif local == "row" and self.row:
            self.row.closing = at
            self.row.end = self.row.opened if self.row.is_empty else _tag(self.sheet.data, at)[0]
            self.row = None
        elif local == "c" and self.cell:
            if not self.cell.end:
                self.cell.end = _tag(self.sheet.data, at)[0]
            if self.cell.kind == "s":
                self.cell.text = self._shared(self.cell.text)
            self.cell = None
        elif local in ("v", "f", "t", "rPh"):
            self.part = ""

    def says(self, text: str) -> None:
        if self.cell and self.part in ("v", "t"):
            self.cell.text += text
        elif self.cell and self.cell.formula is not None and self.part == "f":
            self.cell.formula += text

    def _shared(self, number: str) -> str:
        at = _whole(number, 0, MOST_CELLS)
        return self.strings[at] if at < len(self.strings) else ""

    def _row(self, at: int, given: dict[str, str]) -> None:
        self.number, self.column = _whole(given.get("r"), self.number + 1, LAST_ROW), 0
        opened, is_empty = _tag(self.sheet.data, at)
        if self.number in self.sheet.rows:
            raise Unreadable
        self.row = self.sheet.rows[self.number] = Row(at, opened, is_empty)

    def _cell(self, at: int, given: dict[str, str]) -> None:
        place = place_of(given.get("r", ""))
        self.column = place.column if place else self.column + 1
        self.count += 1
        if self.count > MOST_CELLS or self.row is None or self.column in self.row.cells:
            raise Unreadable
        end, is_empty = _tag(self.sheet.data, at)
        style = str(_whole(given.get("s"), -1, 2**31))
        self.cell = Cell(at, end if is_empty else 0, "" if style == "-1" else style, given.get("t", ""))
        self.row.cells[self.column] = self.cell


def parser_of(starts: Any, ends: Any, says: Any) -> Any:
    """A parser that takes no document type, so that nothing in the file can grow or be fetched."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = starts, ends
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = says, _refuse_doctype
    return parser


def parse(parser: Any, data: bytes) -> None:
    """Raises Unreadable."""
    try:
        data.decode()
        parser.Parse(data, True)
    except (expat.ExpatError, UnicodeDecodeError) as error:
        raise Unreadable from error


def read_sheet(data: bytes, strings: list[str]) -> Sheet:
    """`strings` are the shared ones of the workbook. Raises Unreadable."""
    reader = _Reader(data, strings)
    parse(reader.parser, data)
    if reader.sheet.opened < 0:
        raise Unreadable
    return reader.sheet


def write_sheet(sheet: Sheet, values: Mapping[Place, tuple[Any, str]]) -> bytes:
    """The bytes with these values, each a number or a text and the style of a cell that is not there yet."""
    by_row: dict[int, dict[int, tuple[Any, str]]] = {}
    for place, value in values.items():
        by_row.setdefault(place.row, {})[place.column] = value
    pieces, at = [], sheet.opened
    head = sheet.data[: sheet.opened]
    numbers = sorted(sheet.rows.keys() | by_row.keys())
    for number in numbers:
        row, new = sheet.rows.get(number), by_row.get(number)
        if new is None:
            continue
        before = row.start if row else _next_start(sheet, numbers, number)
        pieces.append(sheet.data[at:before])
        pieces.append(_row_bytes(sheet, number, row, new))
        at = row.end if row else before
    if sheet.is_empty:
        opening = TAG.sub(lambda found: found[0][:-2] + b">", head[head.rindex(b"<") :])
        closed = f"</{sheet.prefix}sheetData>".encode()
        return head[: head.rindex(b"<")] + opening + b"".join(pieces) + closed + sheet.data[sheet.opened :]
    return head + b"".join(pieces) + sheet.data[at:]


def _next_start(sheet: Sheet, numbers: list[int], number: int) -> int:
    """Where a row that is not there belongs: before the next that is, else at the end."""
    later = (sheet.rows[each].start for each in numbers if each > number and each in sheet.rows)
    return next(later, sheet.opened if sheet.is_empty else sheet.closing)


def _row_bytes(sheet: Sheet, number: int, row: Row | None, new: Mapping[int, tuple[Any, str]]) -> bytes:
    known = row.cells if row else {}
    made = [
        _cell_bytes(sheet.prefix, Place(number, column), new[column], known.get(column))
        if column in new
        else sheet.data[known[column].start : known[column].end]
        for column in sorted(known.keys() | new.keys())
    ]
    opening, tail = f'<{sheet.prefix}row r="{number}">'.encode(), b""
    if row:
        opening = SPANS.sub(b"", sheet.data[row.start : row.opened])
        opening = opening[:-2] + b">" if row.is_empty else opening
        last = max((cell.end for cell in row.cells.values()), default=row.opened)
        tail = b"" if row.is_empty else sheet.data[last : row.closing]
    return opening + b"".join(made) + tail + f"</{sheet.prefix}row>".encode()


def _cell_bytes(prefix: str, place: Place, value: tuple[Any, str], known: Cell | None) -> bytes:
    said, style = value[0], known.style if known else value[1]
    opening = f'<{prefix}c r="{letters_of(place.column)}{place.row}"'
    if style:
        opening += f' s="{style}"'
    if said is None or said == "":
        return f"{opening}/>".encode()
    if isinstance(said, str):
        text = f'<{prefix}is><{prefix}t xml:space="preserve">{escape(said)}</{prefix}t></{prefix}is>'
        return f'{opening} t="inlineStr">{text}</{prefix}c>'.encode()
    return f"{opening}><{prefix}v>{said}</{prefix}v></{prefix}c>".encode()


def _tag(data: bytes, at: int) -> tuple[int, bool]:
    """Where the tag that begins here ends, and whether it closes itself."""
    found = TAG.match(data, at)
    if found is None:
        raise Unreadable
    return found.end(), found[0].endswith(b"/>")


def _whole(text: str | None, otherwise: int, most: int) -> int:
    if not text:
        return otherwise
    if not text.isdecimal() or len(text) > 10 or int(text) > most:
        raise Unreadable
    return int(text)


def _refuse_doctype(*_given: Any) -> None:
    raise Unreadable
