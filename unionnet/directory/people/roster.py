# SPDX-License-Identifier: Apache-2.0
"""A list of people as officers keep it in Excel: which column is which, and what is wrong with which row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.identity import Particulars, clean
from unionnet.directory.people.models import OPEN_STATES, Membership, Person
from unionnet.directory.people.occupations import occupation_named
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
MOST_ROWS = 2_000  # a longer list would keep the officer waiting: it is split


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
    return [_line(number, row, columns, occupation, on) for number, row in enumerate(rows[1:], start=2)]


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


def check_roster(lines: Sequence[Line], organisation: Organisation) -> list[Line]:
    """The same lines after a look at each other and at the register. Two questions, however long the list."""
    known = _known([line.particulars for line in lines if line.particulars])
    first: dict[bytes, int] = {}
    return [_checked(line, organisation, known, first) for line in lines]


def _known(all_particulars: Sequence[Particulars]) -> dict[bytes, tuple[Person, Membership | None]]:
    indexes = [blind_index("id_number", given.id_number) for given in all_particulars]
    people = {person.pk: person for person in Person.objects.filter(id_index__in=indexes)}
    own = Membership.objects.filter(
        Q(state=Membership.State.ACTIVE) | Q(state__in=OPEN_STATES), person__in=people
    )
    memberships = {each.person_id: each for each in own.select_related("organisation").order_by("-state")}
    return {bytes(person.id_index or b""): (person, memberships.get(pk)) for pk, person in people.items()}


def _checked(
    line: Line,
    organisation: Organisation,
    known: dict[bytes, tuple[Person, Membership | None]],
    first: dict[bytes, int],
) -> Line:
    if line.particulars is None:
        return line
    index = blind_index("id_number", line.particulars.id_number)
    if index in first:
        sentence = _("与第 %(row)s 行是同一份证件。") % {"row": first[index]}
        return Line(line.number, line.particulars, "repeated", sentence)
    first[index] = line.number
    no = _why_not(line.particulars, organisation, *known.get(index, (None, None)))
    return Line(line.number, line.particulars, no.code, str(no)) if no else line


def _why_not(
    given: Particulars, organisation: Organisation, person: Person | None, own: Membership | None
) -> Refusal | None:
    if person and person.name != given.name:
        return Refusal("name_differs", _("这份证件已登记在另一个姓名下，请核对姓名和证件号码。"))
    if own is None or (own.organisation_id == organisation.pk and own.is_open):
        return None
    if own.organisation_id == organisation.pk:
        return Refusal("already_here", _("已是本会会员，不重复登记。"))
    if own.is_open:
        return Refusal("applied_elsewhere", _("已向%(union)s提交入会申请。"), union=own.organisation.name)
    return Refusal(
        "member_elsewhere", _("已是%(union)s的会员，请办理会籍接转。"), union=own.organisation.name
    )
