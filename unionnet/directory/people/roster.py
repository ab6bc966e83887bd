# SPDX-License-Identifier: Apache-2.0
"""A list of people as officers keep it in Excel: which column is which, and what is wrong with which row."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.identity import Particulars, clean
from unionnet.directory.people.models import BINDING_STATES, Membership, Person
from unionnet.directory.people.occupations import occupation_named
from unionnet.directory.people.rules import why_not_admit
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.refusals import Refusal

HEADS = {
    "name": ("姓名", "name"),
    "id_type": ("证件类型", "id type"),
    "id_number": ("证件号码", "身份证号", "身份证号码", "证件号", "id number"),
    "mobile": ("手机号", "手机号码", "手机", "联系电话", "电话", "mobile"),
    "occupation": ("职业类别", "职业", "群体", "人员类别", "occupation"),
    "unit": ("工作单位", "单位", "服务区域", "工作单位或服务区域", "所属站点", "unit"),
}
ID_TYPES = {
    "": "resident_id",
    "身份证": "resident_id",
    "居民身份证": "resident_id",
    "护照": "passport",
    "港澳居民来往内地通行证": "hk_macau_permit",
    "台湾居民来往大陆通行证": "taiwan_permit",
}
NEEDED = ("name", "id_number", "mobile")
OK = "ok"
MOST_ROWS = 20_000
LOOKED_UP = 1_000


@dataclass(frozen=True)
class Line:
    """One row of the sheet: its number there, who it is, and what stands in the way."""

    number: int
    particulars: Particulars | None
    code: str = OK
    sentence: str = ""

    @property
    def is_good(self) -> bool:
        return self.code == OK


def read_roster(rows: Sequence[Sequence[str]], *, occupation: str = "", on: date) -> list[Line]:
    """Every row below the head, in order; nothing is left out. `occupation` is for sheets without that
    column."""
    columns = _columns(rows[0]) if rows else {}
    if missing := [HEADS[name][0] for name in NEEDED if name not in columns]:
        raise Refusal("no_such_column", _("表头缺少：%(names)s。请用导入模板。"), names="、".join(missing))
    lines = [_line(number, row, columns, occupation, on) for number, row in enumerate(rows[1:], start=2)]
    first: dict[str, int] = {}
    return [_unless_repeated(line, first) for line in lines]


def _unless_repeated(line: Line, first: dict[str, int]) -> Line:
    """`first` remembers in which row a document came first."""
    if line.particulars is None:
        return line
    row = first.setdefault(line.particulars.id_number, line.number)
    if row == line.number:
        return line
    return replace(line, code="repeated", sentence=_("与第 %(row)s 行是同一份证件。") % {"row": row})


def _columns(head: Sequence[str]) -> dict[str, int]:
    plain = [cell.strip().strip("*＊ ").lower() for cell in head]
    return {
        name: plain.index(word) for name, words in reversed(HEADS.items()) for word in words if word in plain
    }


def _line(number: int, row: Sequence[str], columns: dict[str, int], occupation: str, on: date) -> Line:
    cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
    job = occupation_named(cells.get("occupation", "")) or occupation
    kind = cells.get("id_type", "")
    try:
        if not job:
            raise Refusal(
                "no_occupation", _("职业类别为空或不认识：%(text)s"), text=cells.get("occupation") or "—"
            )
        given = Particulars(
            cells["name"],
            ID_TYPES.get(kind, kind),
            cells["id_number"],
            cells["mobile"],
            job,
            cells.get("unit", ""),
        )
        return Line(number, clean(given, on=on))
    except Refusal as refusal:
        return Line(number, None, refusal.code, str(refusal))


def check_roster(lines: Sequence[Line], organisation: Organisation, *, by: Person) -> list[Line]:
    """The same lines after a look at the register, as the import would decide them."""
    return [
        line
        for start in range(0, len(lines), LOOKED_UP)
        for line in _checked(lines[start : start + LOOKED_UP], organisation, by)
    ]


def _checked(lines: Sequence[Line], organisation: Organisation, by: Person) -> list[Line]:
    good = {line.number: line.particulars for line in lines if line.particulars and line.is_good}
    indexes = {row: blind_index("id_number", given.id_number) for row, given in good.items()}
    known = _known(indexes.values())
    checked = []
    for line in lines:
        if given := good.get(line.number):
            person, own = known.get(indexes[line.number], (None, None))
            no = why_not_admit(given.name, organisation, by=by, known=person, own=own)
            line = replace(line, code=no.code, sentence=str(no)) if no else line
        checked.append(line)
    return checked


def _known(indexes: Collection[bytes]) -> dict[bytes, tuple[Person, Membership | None]]:
    rows = Person.objects.only("name", "id_index").filter(id_index__in=list(indexes))
    people = {person.pk: person for person in rows}
    own = what_binds(people, Membership.objects.all())
    return {bytes(person.id_index or b""): (person, own.get(pk)) for pk, person in people.items()}


def what_binds(people: Collection[Any], memberships: QuerySet[Membership]) -> dict[int, Membership]:
    """What binds each of these people to a union, by person: the membership before an application."""
    found = memberships.filter(state__in=BINDING_STATES, person__in=people).select_related("organisation")
    return {each.person_id: each for each in sorted(found, key=lambda each: not each.is_open)}


def packed(lines: Sequence[Line]) -> str:
    """Lines as one text, to be sealed until the worker takes them."""
    rows = [
        (line.number, line.code, line.sentence, astuple(line.particulars) if line.particulars else None)
        for line in lines
    ]
    return json.dumps(rows, ensure_ascii=False)


def unpacked(text: str) -> list[Line]:
    return [
        Line(number, Particulars(*given) if given else None, code, sentence)
        for number, code, sentence, given in json.loads(text)
    ]
