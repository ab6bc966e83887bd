# SPDX-License-Identifier: Apache-2.0
"""Mobile numbers, each in one form: eleven digits in the mainland, `+`, country and digits elsewhere
(E.164). That form is sealed, and its blind index finds it again."""

from __future__ import annotations

import re
import unicodedata

from django.conf import settings
from django.utils.translation import gettext as _

from unionnet.foundation.refusals import Refusal

MAINLAND = re.compile(r"1[3-9][0-9]{9}", re.ASCII)


def plain_mobile(text: str) -> str:
    """In that form, however it was written: spaces, dashes and brackets go, 00 dials a country like +. What
    is no number comes back as it is."""
    if MAINLAND.fullmatch(text):
        return text
    digits = re.sub(r"[\s\-()./]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^00(?=[1-9])", "+", digits)
    digits = re.sub(r"^(\+86|86(?=1[0-9]{10}$))", "", digits)
    return _plain_abroad(digits) if is_abroad(digits) else digits


def is_abroad(mobile: str) -> bool:
    """Whether this is a number of Hong Kong, Macau, Taiwan or another country."""
    return mobile.startswith("+")


def gets_texts(mobile: str) -> bool:
    """Whether a text message can come: what sends them may not send them abroad."""
    return settings.UNIONNET_SMS_ABROAD or not is_abroad(mobile)


def why_not_mobile(mobile: str) -> Refusal | None:
    """Whether the plain form is that of a mobile number. Abroad only its length is looked at: which numbers a
    country gives out changes from week to week, and a code or an officer proves the rest."""
    if MAINLAND.fullmatch(mobile):
        return None
    if is_abroad(mobile):
        return None if _may_be_mobile(mobile) else _why_not_abroad()
    return Refusal(
        "bad_mobile",
        _("手机号码应为 11 位数字，以 13 至 19 开头；境外号码以 + 和国家或地区代码开头，如 +852 9123 4567。"),
    )


def _why_not_abroad() -> Refusal:
    return Refusal("bad_mobile", _("境外手机号码不对，请核对 + 后面的国家或地区代码和号码的位数。"))


# The library knows how long numbers are in each country and which digit is dialled only inside it. It is
# large, and few numbers need it: imported when one does.
def _plain_abroad(digits: str) -> str:
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse

    try:
        return format_number(parse(digits), PhoneNumberFormat.E164)
    except NumberParseException:
        return digits


def _may_be_mobile(mobile: str) -> bool:
    from phonenumbers import NumberParseException, PhoneNumberType, is_possible_number_for_type, parse

    try:
        return is_possible_number_for_type(parse(mobile), PhoneNumberType.MOBILE)
    except NumberParseException:
        return False
