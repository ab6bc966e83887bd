# SPDX-License-Identifier: Apache-2.0
"""Codes an organisation carries: GB 32100 (18 characters), GB 11714 (9), GB/T 2260 (6 or 12 digits)."""

from __future__ import annotations

import re

# No I O S V Z: they look like digits.
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
UNION_DEPARTMENT = "8"
PROVINCES = frozenset(
    str(number)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
    for number in range(first, last + 1)
)


def tidy(code: str) -> str:
    """As it would be printed on the certificate: no blanks, no hyphens, capitals."""
    return re.sub(r"[\s-]", "", code).upper()


def uscc_check(first17: str) -> str:
    """The 18th character (X-11)."""
    total = sum(
        USCC_ALPHABET.index(sign) * weight for sign, weight in zip(first17, USCC_WEIGHTS, strict=True)
    )
    return USCC_ALPHABET[(31 - total % 31) % 31]


def organisation_check(first8: str) -> str:
    """The 9th character of an organisation code (X-13), where letters count from A = 10."""
    total = sum(int(sign, 36) * weight for sign, weight in zip(first8, ORGANISATION_WEIGHTS, strict=True))
    return {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


def is_uscc(code: str) -> bool:
    """Whether form, region digits and the last character hold. Letters may stand in the first two places
    (A1…, N2…), other than some libraries think (X-17). The organisation code inside is not held against it:
    codes given anew do not all keep the older check."""
    if len(code) != 18 or any(sign not in USCC_ALPHABET for sign in code):
        return False
    return code[2:8].isdecimal() and uscc_check(code[:17]) == code[17]


def is_organisation_code(code: str) -> bool:
    """The nine characters of GB 11714, as on certificates from before 2015."""
    return re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code) is not None and organisation_check(code[:8]) == code[8]


def is_union_uscc(code: str) -> bool:
    """A union that is a legal person is registered by the union federation itself: department 8 (X-12)."""
    return is_uscc(code) and code[0] == UNION_DEPARTMENT


def is_region_code(code: str) -> bool:
    """GB/T 2260 form `PPCCDD`, or the 12 digits of the statistical code below it (X-14). Names and dates
    of regions are data; only the form and the province are checked."""
    if not re.fullmatch(r"[0-9]{6}([0-9]{6})?", code) or code[:2] not in PROVINCES:
        return False
    return not (code[2:4] == "00" and code[4:6] != "00")


def make_uscc(first16: str) -> str:
    """The full code from its first 16 characters, with both checks right. For invented worlds."""
    first17 = first16 + organisation_check(first16[8:])
    return first17 + uscc_check(first17)
