# SPDX-License-Identifier: Apache-2.0
"""What one row of a list says, in the form we keep. Old lists miss numbers: such rows come in to be completed
later, and are never refused for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from unionnet.directory.people.documents import (
    HK_MACAU_PERMIT,
    PASSPORT,
    PERMANENT_RESIDENCE,
    RESIDENCE_PERMIT,
    RESIDENT_ID,
    TAIWAN_PERMIT,
    kind_of,
    nationality_in,
    told_by,
)
from unionnet.directory.people.identity import (
    FIELD_AT_FAULT,
    Particulars,
    plain_name,
    plain_number,
    plain_other,
    why_not_name,
    why_not_number,
)
from unionnet.directory.people.mobiles import plain_mobile, why_not_mobile
from unionnet.directory.people.occupations import occupation_named
from unionnet.foundation.countries import country_in
from unionnet.foundation.days import day_in
from unionnet.foundation.refusals import Refusal

ID_TYPES = {
    "身份证": RESIDENT_ID,
    "居民身份证": RESIDENT_ID,
    "id card": RESIDENT_ID,
    "护照": PASSPORT,
    "外国护照": PASSPORT,
    "passport": PASSPORT,
    "港澳居民来往内地通行证": HK_MACAU_PERMIT,
    "港澳通行证": HK_MACAU_PERMIT,
    "回乡证": HK_MACAU_PERMIT,
    "台湾居民来往大陆通行证": TAIWAN_PERMIT,
    "台胞证": TAIWAN_PERMIT,
    "港澳台居民居住证": RESIDENCE_PERMIT,
    "港澳居民居住证": RESIDENCE_PERMIT,
    "台湾居民居住证": RESIDENCE_PERMIT,
    "外国人永久居留身份证": PERMANENT_RESIDENCE,
    "外国人永久居留证": PERMANENT_RESIDENCE,
    "永久居留身份证": PERMANENT_RESIDENCE,
}
SEXES = {"男": "m", "女": "f", "男性": "m", "女性": "f", "m": "m", "f": "f", "male": "m", "female": "f"}
COLUMN_AT_FAULT = FIELD_AT_FAULT | {
    "no_occupation": "occupation",
    "bad_sex": "sex",
    "sex_differs": "sex",
    "bad_expiry": "expires_on",
    "birthday_differs": "born_on",
    "bad_joining_day": "joined_on",
    "unknown_union": "union",
    "two_unions": "union",
    "repeated": "id_number",
}


class Row(NamedTuple):
    """A row that can come in. Empty where the list is silent; `union` is the name of a union below the
    one the list is for."""

    name: str
    id_type: str
    id_number: str
    mobile: str
    occupation: str
    unit: str
    union: str
    sex: str
    born_on: date | None
    joined_on: date | None
    nationality: str = ""
    expires_on: date | None = None
    other_name: str = ""

    def __repr__(self) -> str:
        return "<row>"

    @property
    def is_complete(self) -> bool:
        return bool(self.id_number and self.mobile and self.occupation)

    @property
    def particulars(self) -> Particulars:
        """What a form would have asked (MEM-05)."""
        return Particulars(
            *(self.name, self.id_type, self.id_number, self.mobile, self.occupation, self.unit),
            sex=self.sex,
            born_on=self.born_on,
            nationality=self.nationality,
            expires_on=self.expires_on,
            other_name=self.other_name,
        )


class Manner(NamedTuple):
    """How the rows of one list are read: where the fields stand, what holds for all rows, on which day, and
    whether the sheet has spoiled its column of ID numbers."""

    columns: Mapping[str, int]
    occupation: str
    on: date
    ids_are_cut: bool = False


def is_empty(cells: Sequence[str], columns: Mapping[str, int]) -> bool:
    """A row that says nothing but its own number."""
    return not any(at < len(cells) and cells[at] for at in columns.values())


def understand(cells: Sequence[str], manner: Manner) -> Row:
    """The row, cleaned. Raises the first `Refusal`."""
    # Our own sheets put an apostrophe before what Excel would run, such as +86.
    given = {
        field: cells[at].removeprefix("'") if at < len(cells) else "" for field, at in manner.columns.items()
    }
    name = plain_name(given.get("name", ""))
    if no := why_not_name(name):
        raise no
    id_type, id_number = _document(given, manner)
    mobile = plain_mobile(given.get("mobile", ""))
    if mobile and (no := why_not_mobile(mobile)):
        raise no
    born_on, sex = _told(id_type, id_number, given)
    unit, union = given.get("unit", "")[:100], given.get("union", "")[:100]
    joined_on = _joined_on(given.get("joined_on", ""), manner.on)
    job = _occupation(given.get("occupation", ""), manner)
    beside = _beside(id_type, id_number, given)
    return Row(name, id_type, id_number, mobile, job, unit, union, sex, born_on, joined_on, *beside)


def _document(given: Mapping[str, str], manner: Manner) -> tuple[str, str]:
    number = plain_number(given.get("id_number", ""))
    if not number:
        return "", ""
    kind = given.get("id_type", "")
    kind = ID_TYPES.get(kind.lower(), kind) if kind else kind_of(number)
    no = why_not_number(kind, number, on=manner.on)
    if kind == RESIDENT_ID and number.endswith("000") and (no or manner.ids_are_cut):
        # A sheet keeps 15 digits of a number and writes zeros after them.
        raise Refusal(
            "id_cut_by_sheet",
            _("证件号码末三位是 000，可能被表格截断，请核对原件后以文本格式重新填写。"),
        )
    if no:
        raise no
    return kind, number


def _told(id_type: str, id_number: str, given: Mapping[str, str]) -> tuple[date | None, str]:
    """Birthday and sex: the document's word is the last; the list is asked where the document is silent."""
    born_on, sex = told_by(id_type, id_number)
    text = given.get("sex", "")
    said = SEXES.get(text.lower(), "")
    if text and not said:
        raise Refusal("bad_sex", _("性别只能填“男”或“女”。"))
    if sex and said and sex != said:
        raise Refusal("sex_differs", _("性别与身份证号码不一致，请核对。"))
    text = given.get("born_on", "")
    if not text or born_on is None:
        return born_on or _day(text, "bad_birthday"), sex or said
    if _day(text, "bad_birthday") not in {born_on, born_on.replace(day=1)}:
        raise Refusal("birthday_differs", _("出生日期与身份证号码不一致，请核对。"))
    return born_on, sex


def _beside(id_type: str, id_number: str, given: Mapping[str, str]) -> tuple[str, date | None, str]:
    """Nationality, last day of the document, and the name in other letters. An old list may hold documents
    that have run out since."""
    text = given.get("nationality", "")
    nationality = nationality_in(id_type, id_number) or country_in(text)
    if text and not nationality:
        raise Refusal("bad_nationality", _("不认识的国籍：%(text)s"), text=text[:40])
    other = plain_other(given.get("other_name", ""))
    if other and (no := why_not_name(other)):
        raise no
    expires_on = _day(given.get("expires_on", ""), "bad_expiry") if id_number else None
    return nationality, expires_on, other


def _joined_on(text: str, on: date) -> date | None:
    day = _day(text, "bad_joining_day")
    if day and day > on:
        raise Refusal("bad_joining_day", _("入会时间在将来，请核对。"))
    return day


def _day(text: str, code: str) -> date | None:
    if not text:
        return None
    if day := day_in(text):
        return day
    raise Refusal(code, _("“%(text)s”不是日期，请写成 2026-05-01。"), text=text[:20])


def _occupation(text: str, manner: Manner) -> str:
    if not text:
        return manner.occupation
    if job := occupation_named(text) or manner.occupation:
        return job
    raise Refusal("no_occupation", _("不认识的职业类别：%(text)s"), text=text[:40])


def are_cut(numbers: Sequence[str]) -> bool:
    """Whether a sheet has spoiled its ID numbers: of honest ones, one in a thousand ends in 000."""
    long = [number for number in numbers if len(number) == 18]
    return len(long) >= 3 and sum(number.endswith("000") for number in long) * 10 > len(long)
