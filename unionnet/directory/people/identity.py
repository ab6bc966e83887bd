# SPDX-License-Identifier: Apache-2.0
"""Documents and phones: what is well formed, and what a number says about its holder (X-10)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.codes import PROVINCES
from unionnet.directory.people.documents import (
    FORMS,
    RESIDENCE_PERMIT,
    RESIDENT_ID,
    asked_for,
    nationality_in,
    why_not_document,
    why_not_eighteen,
    why_not_expired,
)
from unionnet.directory.people.mobiles import plain_mobile, why_not_mobile
from unionnet.foundation.countries import is_nationality
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import cleaned, without_selectors

# Most cells of most lists are as they should be: that is looked at first, by a pattern made once.
NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[·• .'-])*")
PLAIN_NAME = re.compile(r"[\u4e00-\u9fff]+")
RESIDENT_NUMBER = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
# Of a refusal's code: the entry that is meant.
FIELD_AT_FAULT = {
    "bad_name": "name",
    "bad_mobile": "mobile",
    "bad_id_type": "id_type",
    "bad_id_number": "id_number",
    "bad_id_region": "id_number",
    "bad_id_birthday": "id_number",
    "bad_id_check": "id_number",
    "id_cut_by_sheet": "id_number",
    "bad_nationality": "nationality",
    "document_expired": "expires_on",
    "bad_lines": "lines",
    "bad_lines_check": "lines",
    "bad_birthday": "born_on",
    "renewed_document": "id_number",
    "name_differs": "name",
}


@dataclass(frozen=True)
class Particulars:
    """The five fields of MEM-05, with the unit or service area. Cleaned by `clean`; never written down
    as such. Sex, birthday and nationality count only where the document is silent. `name` is as in the
    document, `other_name` the same person's in other letters; `expires_on` the last day of the document."""

    name: str
    id_type: str
    id_number: str
    mobile: str
    occupation: str
    unit: str = ""
    sex: str = ""
    born_on: date | None = None
    nationality: str = ""
    expires_on: date | None = None
    other_name: str = ""

    def __repr__(self) -> str:
        return "<particulars>"

    @property
    def unsaid(self) -> list[str]:
        """What the number does not say and nobody has answered yet."""
        return [name for name in asked_for(self.id_type, self.id_number) if not getattr(self, name)]

    def written(self) -> dict[str, str]:
        """As words: for a session, or to be sealed."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value.isoformat() if isinstance(value, date) else value or "" for name, value in values}

    @classmethod
    def read_back(cls, words: Mapping[str, str]) -> Particulars:
        """From what `written` gave; what was not known yet when that was written is empty."""
        given = {field.name: words.get(field.name, "") for field in fields(cls)}
        born_on, expires_on = given.pop("born_on"), given.pop("expires_on")
        return cls(
            **given,
            born_on=date.fromisoformat(born_on) if born_on else None,
            expires_on=date.fromisoformat(expires_on) if expires_on else None,
        )


def clean(given: Particulars, *, on: date) -> Particulars:
    """The same, in the form we keep. Raises the first `Refusal`; its fact `field` says which entry is
    meant."""
    name, number, mobile = plain_name(given.name), plain_number(given.id_number), plain_mobile(given.mobile)
    no = why_not_name(name) or why_not_number(given.id_type, number, on=on) or why_not_mobile(mobile)
    other = plain_other(given.other_name)
    if no := no or (other and why_not_name(other)) or _why_not_beside(given, on=on):
        raise no
    said, unit = nationality_in(given.id_type, number), given.unit.strip()[:100]
    return replace(
        given,
        name=name,
        id_number=number,
        mobile=mobile,
        unit=unit,
        other_name=other,
        nationality=said or given.nationality,
    )


def _why_not_beside(given: Particulars, *, on: date) -> Refusal | None:
    """What stands beside the number."""
    if given.nationality and not is_nationality(given.nationality):
        return Refusal("bad_nationality", _("请从列表中选择国籍。"))
    if given.born_on and given.born_on > on:
        return Refusal("bad_birthday", _("出生日期在将来，请核对。"))
    return why_not_expired(given.expires_on, on=on)


def cleaned_parts(given: Particulars, *, missing: Collection[str], on: date) -> Particulars:
    """Of these entries ("id_number", "mobile", "occupation") the ones that are given, cleaned; the others
    empty. Raises the first `Refusal`."""
    name, number, mobile = plain_name(given.name), plain_number(given.id_number), plain_mobile(given.mobile)
    number = number if "id_number" in missing else ""
    mobile = mobile if "mobile" in missing else ""
    no = number and (why_not_name(name) or why_not_number(given.id_type, number, on=on))
    if no := no or (mobile and why_not_mobile(mobile)):
        raise no
    if not (number or mobile or given.occupation):
        raise Refusal("nothing_given", _("请至少填写一项。"))
    job = given.occupation if "occupation" in missing else ""
    return replace(given, name=name, id_number=number, mobile=mobile, occupation=job)


def plain_name(text: str) -> str:
    """Without doubled or full-width spaces and what nobody can see; one kind of middle dot, one form of a
    character."""
    if PLAIN_NAME.fullmatch(text):
        return text
    text = without_selectors(cleaned(unicodedata.normalize("NFKC", text)))
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"[•・‧∙．]", "·", text)
    return text.replace(" ", "") if re.fullmatch(r"[\u4e00-\u9fff ]+", text) else text


def plain_other(text: str) -> str:
    """A name in other letters. Latin ones as a passport prints them, in capitals: a search looks for
    these."""
    return plain_name(text).upper()


def plain_number(text: str) -> str:
    """Upper case, without spaces, dashes and brackets."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text)).upper()


def why_not_name(name: str) -> Refusal | None:
    if 2 <= len(name) <= 60 and NAME.fullmatch(name):
        return None
    return Refusal("bad_name", _("请填写证件上的姓名。"))


def why_not_number(id_type: str, number: str, *, on: date) -> Refusal | None:
    """Whether a number can be one of that kind of document on that day."""
    if id_type == RESIDENT_ID:
        return why_not_resident_id(number, on=on)
    return why_not_document(id_type, number, on=on)


def why_not_resident_id(number: str, *, on: date) -> Refusal | None:
    """GB 11643: 17 digits and a check character, a province, and a real birthday that is not in the
    future."""
    if not RESIDENT_NUMBER.fullmatch(number):
        if re.fullmatch(r"[0-9.]+E\+?[0-9]+", number, re.ASCII):
            return Refusal(
                "id_cut_by_sheet", _("表格把证件号码改成了科学计数，请把这一列设为“文本”后重新填写。")
            )
        return Refusal("bad_id_number", _("居民身份证号码应为 18 位，最后一位可以是 X。"))
    if number[:2] not in PROVINCES:
        return Refusal("bad_id_region", _("身份证号码前两位不是有效的省份代码，请核对。"))
    if re.fullmatch(FORMS[RESIDENCE_PERMIT], number, re.ASCII):
        return Refusal("bad_id_type", _("这是港澳台居民居住证的号码，请把证件类型改为“港澳台居民居住证”。"))
    return why_not_eighteen(number, on=on)
