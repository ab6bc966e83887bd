# SPDX-License-Identifier: Apache-2.0
"""Documents of people without a resident ID: the form of each number, and what it says about its holder."""

from __future__ import annotations

import re
from datetime import date
from operator import mul

from django.utils.translation import gettext as _

from unionnet.foundation.countries import country_in, is_nationality
from unionnet.foundation.refusals import Refusal

RESIDENT_ID = "resident_id"
PASSPORT = "passport"
HK_MACAU_PERMIT = "hk_macau_permit"
TAIWAN_PERMIT = "taiwan_permit"
RESIDENCE_PERMIT = "residence_permit"
PERMANENT_RESIDENCE = "permanent_residence"

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
FORMS = {
    PASSPORT: r"(?=.*[0-9])[A-Z0-9]{5,9}",  # nine places in the zone of ICAO 9303-4
    HK_MACAU_PERMIT: r"[HM][0-9]{8}([0-9]{2})?",  # the older form ends in how often it was issued
    TAIWAN_PERMIT: r"[0-9]{8}([0-9]{2})?",
    RESIDENCE_PERMIT: r"8[123]0000[0-9]{11}[0-9X]",
    PERMANENT_RESIDENCE: r"[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]",
}
# What such a number does not say is asked for (MEM-05: derive, do not ask).
ASKED = {
    PASSPORT: ("nationality", "sex", "born_on", "expires_on"),
    HK_MACAU_PERMIT: ("sex", "born_on"),
    TAIWAN_PERMIT: ("sex", "born_on"),
}
# A new one of these has a new number: it is the same person all the same.
RENEWED_BY_NUMBER = (PASSPORT, TAIWAN_PERMIT, PERMANENT_RESIDENCE)


def examples() -> dict[str, str]:
    """The form of each number in words."""
    return {
        PASSPORT: _("护照号码由 5 至 9 位字母和数字组成，其中至少一位数字。"),
        HK_MACAU_PERMIT: _("港澳居民来往内地通行证以 H 或 M 开头，后接 8 或 10 位数字。"),
        TAIWAN_PERMIT: _("台湾居民来往大陆通行证为 8 或 10 位数字。"),
        RESIDENCE_PERMIT: _("港澳台居民居住证为 18 位，以 810000、820000 或 830000 开头。"),
        PERMANENT_RESIDENCE: _("外国人永久居留身份证为 18 位，以 9 开头；旧版为 3 个字母加 12 位数字。"),
    }


def kind_of(number: str) -> str:
    """The document that only such a number can belong to; a resident ID where that is not plain. For lists
    that do not say which."""
    plain = (HK_MACAU_PERMIT, RESIDENCE_PERMIT, PERMANENT_RESIDENCE)
    return next((kind for kind in plain if re.fullmatch(FORMS[kind], number, re.ASCII)), RESIDENT_ID)


def why_not_document(kind: str, number: str, *, on: date) -> Refusal | None:
    """Whether a number can be one of that kind of document on that day. Not for a resident ID."""
    form = FORMS.get(kind)
    if form is None:
        return Refusal("bad_id_type", _("请选择证件类型。"))
    if not re.fullmatch(form, number, re.ASCII):
        return Refusal("bad_id_number", examples()[kind])
    if not says_birthday(kind, number):
        return _why_not_old_card(number) if kind == PERMANENT_RESIDENCE else None
    if kind == PERMANENT_RESIDENCE and not nationality_in(kind, number):
        return Refusal("bad_id_region", _("证件号码第 4 至 6 位不是有效的国家代码，请核对。"))
    return why_not_eighteen(number, on=on)


def _why_not_old_card(number: str) -> Refusal | None:
    if nationality_in(PERMANENT_RESIDENCE, number):
        return None
    return Refusal("bad_id_region", _("证件号码前三个字母不是有效的国家代码，请核对。"))


def says_birthday(kind: str, number: str) -> bool:
    """Whether the number is made like a resident ID: birthday, sequence, check character."""
    return kind in (RESIDENT_ID, RESIDENCE_PERMIT) or (kind == PERMANENT_RESIDENCE and len(number) == 18)


def asked_for(kind: str, number: str) -> tuple[str, ...]:
    """What has to be asked beside this number: "nationality", "sex", "born_on", "expires_on"."""
    if kind == PERMANENT_RESIDENCE and len(number) == 15:
        return ("sex", "born_on")
    return ASKED.get(kind, ())


def why_not_eighteen(number: str, *, on: date) -> Refusal | None:
    """GB 11643 behind the region: a real birthday that is not in the future, and the check character."""
    born = birthday_in(number)
    if born is None or born > on:
        return Refusal("bad_id_birthday", _("身份证号码第 7 至 14 位不是有效的出生日期，请核对。"))
    if number[17] != check_character(number):
        return Refusal("bad_id_check", _("身份证号码的校验位不对，请逐位核对。"))
    return None


def check_character(number: str) -> str:
    """The 18th character that the first 17 digits ask for."""
    return CHECKS[sum(map(mul, map(int, number[:17]), WEIGHTS)) % 11]


def birthday_in(number: str) -> date | None:
    """The date an 18-character number holds, if there is such a day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def told_by(kind: str, number: str) -> tuple[date | None, str]:
    """Birthday and sex ("m", "f") as the number says; unknown for other documents (MEM-05: derive, do
    not ask)."""
    if not says_birthday(kind, number):
        return None, ""
    return birthday_in(number), "m" if int(number[16]) % 2 else "f"


def nationality_in(kind: str, number: str) -> str:
    """Alpha-3, as the number says; "" where it does not."""
    if kind != PERMANENT_RESIDENCE:
        return ""
    code = number[3:6] if len(number) == 18 else number[:3]
    return country_in(code) if code.isdecimal() else code if is_nationality(code) else ""


def why_not_expired(expires_on: date | None, *, on: date) -> Refusal | None:
    """A document is good to the end of its last day."""
    if expires_on is None or expires_on >= on:
        return None
    return Refusal("document_expired", _("证件已过有效期，请用换发后的新证件办理。"))
