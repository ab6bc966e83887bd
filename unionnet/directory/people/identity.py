# SPDX-License-Identifier: Apache-2.0
"""Documents and phones: what is well formed, and what a number says about its holder (X-10)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from unionnet.foundation.refusals import Refusal

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
RESIDENT_ID = "resident_id"
OTHER_FORMS = {
    "passport": r"[A-Z0-9]{5,17}",
    "hk_macau_permit": r"[HM][0-9]{8}([0-9]{2})?",
    "taiwan_permit": r"[0-9]{8}([0-9]{2})?",
}
MOBILE = r"1[3-9][0-9]{9}"
NAME = r"[^\W\d_](?:[^\W\d_]|[·• .'-])*"


@dataclass(frozen=True)
class Particulars:
    """The five fields of MEM-05, with the unit or service area. Cleaned by `clean`; never written down
    as such. Sex and birthday count only where the document is silent."""

    name: str
    id_type: str
    id_number: str
    mobile: str
    occupation: str
    unit: str = ""
    sex: str = ""
    born_on: date | None = None

    def __repr__(self) -> str:
        return "<particulars>"


def clean(given: Particulars, *, on: date) -> Particulars:
    """The same, in the form we keep. Raises the first `Refusal`; its fact `field` says which entry is
    meant."""
    name, number, mobile = plain_name(given.name), plain_number(given.id_number), plain_mobile(given.mobile)
    no = why_not_name(name) or why_not_number(given.id_type, number, on=on) or why_not_mobile(mobile)
    if no:
        raise no
    unit = given.unit.strip()[:100]
    return replace(given, name=name, id_number=number, mobile=mobile, unit=unit)


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
    """Without doubled or full-width spaces; one kind of middle dot."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    text = re.sub(r"[•・‧∙．]", "·", text)
    return text.replace(" ", "") if re.fullmatch(r"[\u4e00-\u9fff ]+", text) else text


def plain_number(text: str) -> str:
    """Upper case, without spaces, dashes and brackets."""
    return re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text)).upper()


def plain_mobile(text: str) -> str:
    """Eleven digits: +86, spaces and dashes go."""
    digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"^(\+86|0086|86(?=1[0-9]{10}$))", "", digits)


def why_not_name(name: str) -> Refusal | None:
    if 2 <= len(name) <= 60 and re.fullmatch(NAME, name):
        return None
    return Refusal("bad_name", _("请填写证件上的姓名。"))


def why_not_mobile(mobile: str) -> Refusal | None:
    if re.fullmatch(MOBILE, mobile, re.ASCII):
        return None
    return Refusal("bad_mobile", _("手机号码应为 11 位数字，以 13 至 19 开头。"))


def why_not_number(id_type: str, number: str, *, on: date) -> Refusal | None:
    """Whether a number can be one of that kind of document on that day."""
    if id_type == RESIDENT_ID:
        return why_not_resident_id(number, on=on)
    form = OTHER_FORMS.get(id_type)
    if form is None:
        return Refusal("bad_id_type", _("请选择证件类型。"))
    if re.fullmatch(form, number, re.ASCII):
        return None
    examples = {
        "passport": _("护照号码由 5 至 17 位字母和数字组成。"),
        "hk_macau_permit": _("港澳居民来往内地通行证以 H 或 M 开头，后接 8 或 10 位数字。"),
        "taiwan_permit": _("台湾居民来往大陆通行证为 8 或 10 位数字。"),
    }
    return Refusal("bad_id_number", examples[id_type])


def why_not_resident_id(number: str, *, on: date) -> Refusal | None:
    """GB 11643: 17 digits and a check character, a province, and a real birthday that is not in the
    future."""
    if re.fullmatch(r"[0-9.]+E\+?[0-9]+", number, re.ASCII):
        return Refusal("id_cut_by_sheet", _("表格把证件号码改成了科学计数，请把这一列设为“文本”后重新填写。"))
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number, re.ASCII):
        return Refusal("bad_id_number", _("居民身份证号码应为 18 位，最后一位可以是 X。"))
    if number[:2] not in PROVINCES:
        return Refusal("bad_id_region", _("身份证号码前两位不是有效的省份代码，请核对。"))
    born = birthday_in(number)
    if born is None or born > on:
        return Refusal("bad_id_birthday", _("身份证号码第 7 至 14 位不是有效的出生日期，请核对。"))
    if number[17] != check_character(number):
        return Refusal("bad_id_check", _("身份证号码的校验位不对，请逐位核对。"))
    return None


def check_character(number: str) -> str:
    """The 18th character that the first 17 digits ask for."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False)) % 11]


def birthday_in(number: str) -> date | None:
    """The date a resident ID number holds, if there is such a day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def told_by(id_type: str, number: str) -> tuple[date | None, str]:
    """Birthday and sex ("m", "f") as the document says; unknown for other documents (MEM-05: derive, do
    not ask)."""
    if id_type != RESIDENT_ID:
        return None, ""
    return birthday_in(number), "m" if int(number[16]) % 2 else "f"
