# SPDX-License-Identifier: Apache-2.0
"""Opening hours in a form: read from an officer's words, and said back in words that read the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.places.hours_words import WEEKDAYS, clock, parse
from unionnet.directory.places.models import OpeningHours
from unionnet.directory.places.timetable import DAY, Hours

DAYS = {f"day_{number}": name for number, name in enumerate(WEEKDAYS, start=1)}
UNREADABLE = gettext_lazy("请写成“08:00-18:00”、“08:00-12:00、14:00-18:00”、“24小时”或“不开放”。")


class HoursField(forms.CharField):
    """One day's openings in words; the cleaned value is a list of (opens, closes), None when left empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=80, required=False, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        rows = parse(re.sub(r"[;；\n]", "、", text))
        if rows is None:
            raise forms.ValidationError(UNREADABLE)
        return sorted({(row.opens, row.closes) for row in rows})


def dated_hours(line: str) -> list[Hours]:
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\s*(.+)", line)
    rows = parse(found[4]) if found else None
    if not found or rows is None:
        raise forms.ValidationError(_("看不懂“%(line)s”。%(how)s") % {"line": line[:40], "how": UNREADABLE})
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise forms.ValidationError(_("“%(line)s”的日期不存在。") % {"line": line[:40]}) from error
    return [
        Hours(opens, closes, date=day) for opens, closes in sorted({(row.opens, row.closes) for row in rows})
    ]


def said_hours(openings: Iterable[OpeningHours]) -> dict[str, str]:
    """The rows back in words, the same for every day in one line."""
    listed = sorted(openings, key=lambda row: row.opens)
    days = {n: _spoken(row for row in listed if row.weekday == n) for n in range(1, 8)}
    words = {"holiday": _spoken(row for row in listed if row.is_holiday)}
    dates = sorted({row.date for row in listed if row.date})
    words["dates"] = "\n".join(f"{day} {_spoken(row for row in listed if row.date == day)}" for day in dates)
    if len(set(days.values())) == 1:
        return {**words, "every_day": days[1]}
    return {**words, **{f"day_{n}": days[n] or _("不开放") for n in days}}


def _spoken(rows: Iterable[OpeningHours]) -> str:
    parts = []
    for row in rows:
        if row.opens == row.closes:
            parts.append(_("不开放"))
        elif row.closes - row.opens == DAY and row.opens == 0:
            parts.append(_("24小时"))
        else:
            # Read back, a closing before the opening means the next day.
            closes = row.closes - DAY if row.closes > DAY else row.closes
            parts.append(f"{clock(row.opens)}-{clock(closes)}")
    return "、".join(parts)
