# SPDX-License-Identifier: Apache-2.0
"""A workbook (.xlsx) somebody else made and wants filled: values go into its cells, its titles, merged cells,
styles and formulas stay to the byte. What could run or fetch anything is refused when it comes in."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import safe_cell
from unionnet.foundation.ui.sheet_parts import (
    Place,
    Sheet,
    Unreadable,
    parse,
    parser_of,
    read_sheet,
    write_sheet,
)

MOST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 2_000
MOST_SHEETS = 40
RUNS = (
    "vbaproject",
    "externallinks/",
    "embeddings/",
    "activex",
    "ctrlprops/",
    "connections.xml",
    "macrosheets/",
)
REACHES_OUT = re.compile(r"\||\b(WEBSERVICE|CALL|REGISTER|EXEC|RTD|DDE)\s*\(", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"')
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BOOK, SHARED = "xl/workbook.xml", "xl/sharedStrings.xml"
ORDER = ("definedNames", "externalReferences", "functionGroups", "sheets")
CALC = re.compile(rb"<((?:\w+:)?)calcPr\b[^>]*>")


@dataclass(frozen=True)
class Blank:
    """A workbook that was looked through. `sheets` are the names of those that show, with their parts."""

    content: bytes
    sheets: dict[str, str]
    strings: list[str]

    def sheet(self, name: str) -> Sheet:
        """Raises Refusal for a sheet that is not there, or calls something outside."""
        with _opened(self.content) as book:
            try:
                found = read_sheet(book.read(self.sheets[name]), self.strings)
            except (KeyError, Unreadable, zipfile.BadZipFile, zlib.error) as error:
                raise _unreadable() from error
        for row in found.rows.values():
            for cell in row.cells.values():
                if cell.formula and REACHES_OUT.search(QUOTED.sub("", cell.formula)):
                    raise _runs()
        return found

    def filled(
        self, name: str, values: Mapping[Place, Any], styled: Mapping[Place, str] | None = None
    ) -> bytes:
        """The workbook with these values in that sheet. `styled`: the style of cells that are not there yet.
        A value goes to the first of merged cells; a formula is never written over."""
        sheet = self.sheet(name)
        given: dict[Place, tuple[Any, str]] = {}
        for place, value in values.items():
            first = sheet.span(place)[0]
            cell = sheet.cell(first)
            if cell is None or cell.formula is None:
                given[first] = (_shown(value), (styled or {}).get(place, ""))
        new = {self.sheets[name]: write_sheet(sheet, given)}
        out = io.BytesIO()
        with _opened(self.content) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            new[BOOK] = _counted_anew(book.read(BOOK))
            for part in book.infolist():
                made.writestr(_same_name(part), new.get(part.filename) or book.read(part))
        return out.getvalue()


def _shown(value: Any) -> Any:
    """A number, or a text; a day as people write it, since the cell may have no format for days."""
    safe = safe_cell(value)
    return safe if safe is None or isinstance(safe, int | float | Decimal) else str(safe)


def _same_name(part: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The entry under the same name; sizes and checks are worked out anew."""
    made = zipfile.ZipInfo(part.filename, date_time=part.date_time)
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def read_blank(content: bytes) -> Blank:
    """Raises Refusal for what is no .xlsx, is too large when unpacked, or carries what could run."""
    with _opened(content) as book:
        parts = book.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Refusal("file_too_large", _("文件展开后太大，请删去用不到的内容后再上传。"))
        names = [part.filename for part in parts]
        if len(set(names)) != len(names) or any(part.compress_type not in PACKED for part in parts):
            raise _unreadable()
        if any(word in name.lower() for name in names for word in RUNS):
            raise _runs()
        try:
            if book.testzip():
                raise _unreadable()
            blank = Blank(content, _sheets(book), _strings(book) if SHARED in names else [])
        except (KeyError, Unreadable, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
            raise _unreadable() from error
    if not blank.sheets:
        raise _unreadable()
    for name in blank.sheets:
        blank.sheet(name)
    return blank


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _unreadable() from error


def _sheets(book: zipfile.ZipFile) -> dict[str, str]:
    shown: dict[str, str] = {}
    targets: dict[str, str] = {}

    def starts(name: str, given: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "sheet" and given.get("state", "visible") == "visible":
            shown[given.get("name", "")] = next((given[key] for key in given if key.endswith(":id")), "")
        elif local == "Relationship" and given.get("Type", "").endswith("/worksheet"):
            targets[given.get("Id", "")] = given.get("Target", "")

    for part in (BOOK, "xl/_rels/workbook.xml.rels"):
        parse(parser_of(starts, None, None), book.read(part))
    kept = list(shown.items())[:MOST_SHEETS]
    return {name: _part(targets[key]) for name, key in kept if key in targets}


def _part(target: str) -> str:
    """The part a relation of the workbook names."""
    return target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _strings(book: zipfile.ZipFile) -> list[str]:
    """What the cells share, without the readings above the words."""
    found: list[str] = []
    inside: list[str] = []

    def starts(name: str, _given: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        inside.append(local)
        if local == "si":
            found.append("")

    def ends(_name: str) -> None:
        inside.pop()

    def says(text: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside and found:
            found[-1] += text

    parse(parser_of(starts, ends, says), book.read(SHARED))
    return found


def _counted_anew(workbook: bytes) -> bytes:
    """Excel works the formulas out when it opens the book: those it kept are of the empty one."""
    if found := CALC.search(workbook):
        tag = re.sub(rb"""\sfullCalcOnLoad=("[^"]*"|'[^']*')""", b"", found[0])
        ends = b"/>" if tag.endswith(b"/>") else b">"
        return workbook.replace(found[0], tag[: -len(ends)].rstrip() + b' fullCalcOnLoad="1"' + ends, 1)
    for name in ORDER:
        last = re.search(rb"</((?:\w+:)?)%b>|<((?:\w+:)?)%b\s*/>" % (name.encode(), name.encode()), workbook)
        if last:
            prefix = last[1] or last[2] or b""
            return (
                workbook[: last.end()] + b'<%bcalcPr fullCalcOnLoad="1"/>' % prefix + workbook[last.end() :]
            )
    raise _unreadable()


def _unreadable() -> Refusal:
    return Refusal("unreadable_file", _("这个文件打不开，请另存为 xlsx 后再试。"))


def _runs() -> Refusal:
    return Refusal("file_runs", _("文件里带有宏、外部链接或会调用外部程序的公式，请去掉后再上传。"))
