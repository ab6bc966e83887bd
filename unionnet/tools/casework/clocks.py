# SPDX-License-Identifier: Apache-2.0
"""The clocks of a case: by when, how long it stood still, how it looks. Judged by the database's time alone;
the same colour and the same words wherever a case is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unionnet.foundation.calendar import add_days, add_working_days, working_days_between
from unionnet.foundation.clock import local_date, start_of

DAY = timedelta(days=1)
NEAR = timedelta(hours=24)


@dataclass(frozen=True)
class Clock:
    """So many hours, calendar days, or working days: `Clock("working_days", 5)`."""

    unit: str
    n: int

    @classmethod
    def of(cls, value: Mapping[str, int]) -> Clock:
        """A value of the rulebook: {working_days = 5}. Raises ValueError for another shape."""
        ((unit, n),) = value.items()
        if unit not in ("hours", "days", "working_days"):
            raise ValueError(f"no clock runs in {unit}")
        return cls(unit, int(n))

    def due(self, start: datetime) -> datetime:
        """The moment it runs out. Hours run from the moment itself; days begin on the day after and end at
        24:00 of the last one, which is never a day of rest (民法典 arts. 201–203)."""
        if self.unit == "hours":
            return start + timedelta(hours=self.n)
        day = local_date(start)
        last = add_working_days(day, self.n) if self.unit == "working_days" else add_days(day, self.n)
        return start_of(last + DAY)

    def stood_still(self, due: datetime, since: datetime, until: datetime) -> datetime:
        """Where a deadline lies after a pause: what was left when it began is left when it ends. Days that
        began or ended inside the pause do not count, hours are hours."""
        if self.unit == "hours":
            return due + (until - since)
        first, last = local_date(since), local_date(until)
        left = last_day(due)
        if self.unit == "working_days":
            return start_of(add_working_days(last, working_days_between(first, left)) + DAY)
        return start_of(add_days(last, max(0, (left - first).days)) + DAY)

    def __str__(self) -> str:
        if self.unit == "hours":
            return ngettext("%(n)s 小时", "%(n)s 小时", self.n) % {"n": self.n}
        if self.unit == "days":
            return ngettext("%(n)s 天", "%(n)s 天", self.n) % {"n": self.n}
        return ngettext("%(n)s 个工作日", "%(n)s 个工作日", self.n) % {"n": self.n}


@dataclass(frozen=True)
class Standing:
    """How a deadline looks now: the words, and the colour of their tag (`late`, `due`, or none)."""

    words: str
    colour: str = ""


def last_day(due: datetime) -> date:
    """The last day of a deadline that is the end of a day; else the day it falls on."""
    return local_date(due - timedelta(microseconds=1))


def ends_a_day(due: datetime) -> bool:
    """Whether a deadline is the end of a day, and not an hour within one."""
    return due == start_of(local_date(due))


def is_in_time(due: datetime, at: datetime) -> bool:
    """The last day ends at 24:00 (民法典 art. 203): that moment is still in time."""
    return at <= due


def standing(due: datetime | None, now: datetime, *, paused: bool = False, over: bool = False) -> Standing:
    """What a page says of a deadline. `over`: nothing more is waited for."""
    if due is None or over:
        return Standing("")
    if paused:
        return Standing(_("暂停计时"))
    if now > due:
        return Standing(_late(due, now), "late")
    return Standing(_left(due, now), "due" if due - now <= NEAR else "")


def _left(due: datetime, now: datetime) -> str:
    days = working_days_between(local_date(now), last_day(due))
    # An hour early tomorrow is some hours away, and no working day.
    if days and (ends_a_day(due) or due - now > NEAR):
        return ngettext("剩 %(n)s 个工作日", "剩 %(n)s 个工作日", days) % {"n": days}
    hours = int((due - now).total_seconds() // 3600)
    if hours < 1:
        return str(_("剩不到 1 小时"))
    return ngettext("剩 %(n)s 小时", "剩 %(n)s 小时", hours) % {"n": hours}


def _late(due: datetime, now: datetime) -> str:
    days = working_days_between(last_day(due), local_date(now))
    if days == 0:
        return str(_("已超期"))
    return ngettext("超期 %(n)s 个工作日", "超期 %(n)s 个工作日", days) % {"n": days}
