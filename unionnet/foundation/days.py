# SPDX-License-Identifier: Apache-2.0
"""A day as people write it in a sheet."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

WRITTEN = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:(?:-|/|\.|月)(\d{1,2})日?|月?)", re.ASCII)
IN_ONE = re.compile(r"\d{8}", re.ASCII)
BY_EXCEL = re.compile(r"\d{5}", re.ASCII)
MIDNIGHT = re.compile(r"(?<=\d)T?0?0:00(:00)?$")
FIRST_OF_EXCEL = date(1899, 12, 30)
EARLIEST = date(1900, 1, 1)


@lru_cache(maxsize=4096)
def day_in(text: str) -> date | None:
    """2026-5-1, 2026/05/01, 2026.5.1, 2026年5月1日, 20260501, any of them with a midnight behind it, and the
    bare number of days that Excel keeps. A month without a day is its first. None for anything else, and for
    days before 1900."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text[:60]))[:20]
    text = MIDNIGHT.sub("", text)
    try:
        day = _read(text)
    except ValueError:
        return None
    return day if day and day >= EARLIEST else None


def _read(text: str) -> date | None:
    if IN_ONE.fullmatch(text):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if BY_EXCEL.fullmatch(text):
        return FIRST_OF_EXCEL + timedelta(days=int(text))
    found = WRITTEN.fullmatch(text)
    return date(int(found[1]), int(found[2]), int(found[3] or 1)) if found else None
