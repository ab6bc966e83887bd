# SPDX-License-Identifier: Apache-2.0
"""Opening hours as people write and read them: "周一至周五 08:00-18:00；节假日 休息"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.places.timetable import DAY, Hours, Opening, every_day
from unionnet.foundation.ui.tags import words

WEEKDAYS = (
    gettext_lazy("周一"), gettext_lazy("周二"), gettext_lazy("周三"), gettext_lazy("周四"),
    gettext_lazy("周五"), gettext_lazy("周六"), gettext_lazy("周日"),
)  # fmt: skip
SIGNS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
CLOCK = r"(\d{1,2})[:：](\d{2})"
SPAN = re.compile(rf"{CLOCK}\s*[-–—~至到]+\s*(次日)?\s*{CLOCK}")
RANGE = re.compile(r"(?:周|星期)([一二三四五六日天])\s*[-–—~至到]+\s*(?:周|星期)?([一二三四五六日天])")
SINGLE = re.compile(r"(?:周|星期)([一二三四五六日天])")
ROUND_THE_CLOCK = re.compile(r"24\s*小时|全天|24\s*h", re.I)


def clock(minute: int) -> str:
    """480 → 08:00, 1440 → 24:00, 1560 → 次日 02:00."""
    text = f"{minute // 60:02d}:{minute % 60:02d}"
    if minute <= DAY:
        return text
    return _("次日 %(time)s") % {"time": f"{(minute - DAY) // 60:02d}:{minute % 60:02d}"}


def span_words(opens: int, closes: int) -> str:
    """One opening: a clock span, the whole day, or closed."""
    if closes == opens:
        return _("不开放")
    if closes - opens == DAY:
        return _("24 小时")
    return f"{clock(opens)}–{clock(closes)}"


def rows_of(openings: Iterable[Opening], today: date) -> list[tuple[str, str]]:
    """The table of hours: weekdays with the same hours together, then public holidays, then dates to come."""
    listed = sorted(openings, key=lambda row: (row.date or date.min, row.opens))
    weekly = [_words(row for row in listed if row.weekday == n) for n in range(1, 8)]
    rows: list[tuple[str, str]] = []
    start = 0
    for n in range(1, 8):
        if n == 7 or weekly[n] != weekly[start]:
            rows.append((_days(start, n - 1), weekly[start]))
            start = n
    if holiday := [row for row in listed if row.is_holiday]:
        rows.append((_("法定节假日"), _words(holiday)))
    for day in sorted({row.date for row in listed if row.date and row.date >= today}):
        rows.append((words.day(day), _words(row for row in listed if row.date == day)))
    return rows


def _words(openings: Iterable[Opening]) -> str:
    return _("、").join(span_words(row.opens, row.closes) for row in openings) or _("不开放")


def _days(first: int, last: int) -> str:
    if (first, last) == (0, 6):
        return _("每天")
    if first == last:
        return str(WEEKDAYS[first])
    return _("%(first)s至%(last)s") % {"first": WEEKDAYS[first], "last": WEEKDAYS[last]}


def parse_clock(text: str) -> int | None:
    """ "08:30" → 510; None for anything else."""
    found = re.fullmatch(CLOCK, text.strip())
    if not found:
        return None
    minute = int(found[1]) * 60 + int(found[2])
    return minute if int(found[2]) < 60 and minute <= DAY else None


def parse(text: str) -> list[Hours] | None:
    """Rows of hours, [] for an empty cell, None when the words cannot be read."""
    rows: list[Hours] = []
    for part in re.split(r"[;；\n。]", text):
        part = part.strip()
        if not part:
            continue
        read = _parse_part(part)
        if read is None:
            return None
        rows += read
    return rows


def _parse_part(part: str) -> list[Hours] | None:
    days, is_holiday = _days_in(part)
    spans = [_span(found) for found in SPAN.finditer(part)]
    if not spans and ROUND_THE_CLOCK.search(part):
        spans = [(0, DAY)]
    if not spans and re.search(r"休息|不开放|关闭|closed", part, re.I):
        spans = [(0, 0)]
    if not spans or any(span is None for span in spans):
        return None
    rows: list[Hours] = []
    for opens, closes in [span for span in spans if span]:
        rows += [Hours(opens, closes, is_holiday=True)] if is_holiday else []
        if days or not is_holiday:
            rows += every_day(opens, closes, days or range(1, 8))
    return rows


def _days_in(part: str) -> tuple[list[int], bool]:
    days: set[int] = set()
    for found in RANGE.finditer(part):
        first, last = SIGNS[found[1]], SIGNS[found[2]]
        days |= set(range(first, last + 1)) if first <= last else {*range(first, 8), *range(1, last + 1)}
    days |= {SIGNS[found[1]] for found in SINGLE.finditer(part)}
    days |= {1, 2, 3, 4, 5} if "工作日" in part else set()
    days |= {6, 7} if "周末" in part else set()
    return sorted(days), "节假日" in part or "节日" in part


def _span(found: re.Match[str]) -> tuple[int, int] | None:
    opens, closes = int(found[1]) * 60 + int(found[2]), int(found[4]) * 60 + int(found[5])
    if opens >= DAY or closes > DAY or int(found[2]) > 59 or int(found[5]) > 59:
        return None
    if found[3] or closes <= opens:
        closes += DAY
    return (opens, closes) if closes - opens <= DAY else None
