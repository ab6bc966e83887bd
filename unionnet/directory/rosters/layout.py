# SPDX-License-Identifier: Apache-2.0
"""Where the head of a sheet is and which column means what, in the forms officers really have."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

Cells = Sequence[str]

FIELDS: dict[str, Any] = {
    "name": _("姓名"),
    "id_type": _("证件类型"),
    "id_number": _("证件号码"),
    "mobile": _("手机号"),
    "occupation": _("职业类别"),
    "unit": _("工作单位或服务区域"),
    "union": _("所属工会"),
    "sex": _("性别"),
    "born_on": _("出生日期"),
    "joined_on": _("入会时间"),
    "nationality": _("国籍"),
    "expires_on": _("证件有效期至"),
    "other_name": _("外文名或中文名"),
}
WORDS = {
    "name": "姓名 职工姓名 会员姓名 员工姓名 骑手姓名 司机姓名 名字 name",
    "id_type": "证件类型 证件种类 证件类别 证照类型 idtype",
    "id_number": "证件号码 身份证号 身份证号码 证件号 身份证 公民身份号码 居民身份证号码 idnumber",
    "mobile": "手机号 手机号码 手机 联系电话 电话 电话号码 联系方式 移动电话 mobile phone",
    "occupation": "职业类别 职业 群体 群体类别 人员类别 从业类别 工种 岗位 occupation",
    "unit": "工作单位或服务区域 工作单位 单位 单位名称 所在单位 服务区域 所属站点 站点 公司 unit",
    "union": "所属工会 加入的工会 所在工会 工会名称 基层工会 工会 union",
    "sex": "性别 sex gender",
    "born_on": "出生日期 出生年月日 出生年月 生日 birthday",
    "joined_on": "入会时间 入会日期 入会年月 加入时间 joinedon",
    "nationality": "国籍 国籍或地区 国籍地区 nationality",
    "expires_on": "证件有效期至 证件有效期 有效期至 证件到期日 expires expiry",
    "other_name": "外文名或中文名 中文名 外文名 英文名 英文姓名 拼音姓名 othername chinesename",
}
MEANING = {word: field for field, words in WORDS.items() for word in words.split()}
REASON = ("理由", "reason")
LOOKS_LIKE = {"id_number": r"[0-9]{17}[0-9Xx]", "mobile": r"(\+?86)?[ -]?1[3-9][0-9 -]{9,11}"}
HEAD_WITHIN = 20  # titles, notes and dates stand above the head, never more than this
SAMPLE = 50
MOST_COLUMNS = 60


@dataclass(frozen=True)
class Layout:
    """`head_row` is the row of the head in the sheet (from 1), `columns` says where each field stands
    (from 0)."""

    head_row: int
    head: list[str]
    columns: dict[str, int]

    @property
    def key(self) -> str:
        """Equal for sheets with the same head, by which a corrected mapping is remembered."""
        return hashlib.sha256("\x1f".join(plain(cell) for cell in self.head).encode()).hexdigest()


def plain(cell: str) -> str:
    """A head without stars, spaces, brackets and what stands in them: 「*身份证号\\n（必填）」 is
    「身份证号」."""
    text = unicodedata.normalize("NFKC", cell).lower()
    return re.sub(r"\(.*?\)|\[.*?\]|[\s*:：_.、/-]", "", text)


def find_layout(rows: Sequence[tuple[int, Cells]]) -> Layout | None:
    """The head among the first rows of a sheet; None when no row names a column we know."""
    best, most = None, 0
    for place, (number, cells) in enumerate(rows[:HEAD_WITHIN]):
        columns = _meanings(cells)
        if len(columns) > most:
            best, most = (place, number, cells, columns), len(columns)
    if best is None:
        return None
    place, number, cells, columns = best
    if plain(cells[-1]) in REASON:  # the sheet of reasons comes back, mended
        cells = cells[:-1]
    head = [" ".join(cell.split())[:60] for cell in cells[:MOST_COLUMNS]]
    return Layout(number, head, _with_looks(columns, [row for _number, row in rows[place + 1 :]]))


def _meanings(cells: Cells) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(cells[:MOST_COLUMNS]):
        if len(cell) <= 40 and (field := MEANING.get(plain(cell))):
            found.setdefault(field, at)
    return found


def _with_looks(columns: Mapping[str, int], rows: Sequence[Cells]) -> dict[str, int]:
    """A column whose head we do not know may still be full of ID or phone numbers."""
    found = dict(columns)
    for field in LOOKS_LIKE.keys() - columns.keys():
        free = set(range(max(map(len, rows), default=0))) - set(found.values())
        if fitting := [at for at in sorted(free) if _mostly(LOOKS_LIKE[field], rows[:SAMPLE], at)]:
            found[field] = fitting[0]
    return found


def _mostly(form: str, rows: Sequence[Cells], at: int) -> bool:
    given = [row[at] for row in rows if at < len(row) and row[at]]
    return len(given) * 2 > len(rows) and sum(bool(re.fullmatch(form, cell)) for cell in given) * 2 > len(
        given
    )
