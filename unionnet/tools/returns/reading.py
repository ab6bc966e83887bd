# SPDX-License-Identifier: Apache-2.0
"""Lists and sheets that come in, read line by line: what each says, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from unionnet.directory.organisations.codes import tidy
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import one_line
from unionnet.foundation.ui.excel import read_table
from unionnet.tools.returns.queries import codes_of

MOST_FIRMS = 5_000
LONGEST_CODE = 18
HEADS = ("单位名称", "企业名称", "名称")
MARKS = "\t,，;；"
FirmRow = tuple[str, str, str]


def read_firms(file: IO[bytes] | None, text: str) -> Iterator[tuple[int, FirmRow | str]]:
    """(number of the line, (name, code, occasion) or what is wrong with it). A code that is left out is taken
    from the register of employers, or from lists where the same name stands with one. What cannot be a code
    is kept as it was written: the list marks it."""
    rows = read_table(file, most=MOST_FIRMS) if file else [_cells(line) for line in text.splitlines()]
    if len(rows) > MOST_FIRMS + 1:
        raise Refusal("too_many_rows", _("一次最多导入 %(n)s 行，请拆分文件。"), n=f"{MOST_FIRMS:,}")
    lines = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    known = codes_of({one_line(row[0], 120) for _number, row in lines})
    for number, row in lines:
        if number == 1 and row[0].strip() in HEADS:
            continue
        yield number, _firm(row, known)


def _cells(line: str) -> list[str]:
    mark = max(MARKS, key=line.count)
    return line.split(mark)


def _firm(row: list[str], known: dict[str, str]) -> FirmRow | str:
    name, uscc, occasion = (one_line(cell, 120) for cell in (*row, "", "")[:3])
    if not name:
        return _("没有写单位名称")
    uscc = tidy(uscc) or known.get(name, "")
    if len(uscc) > LONGEST_CODE:
        return _("统一社会信用代码 %(code)s 太长，请核对；不知道的可以空着") % {"code": uscc[:24]}
    return name, uscc, occasion[:60]
