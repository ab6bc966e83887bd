# SPDX-License-Identifier: Apache-2.0
"""Filters that turn values into the words officers and workers use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import Any

from django.template import Library
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from unionnet.foundation.clock import local_date, local_time
from unionnet.foundation.countries import country_name

register = Library()
NO_BREAK_SPACE = "\u00a0"
DASH = "—"
MASKS = {"phone": (3, 4), "id": (6, 4), "card": (4, 4), "bank": (0, 4), "name": (1, 0)}


register.filter("country", country_name)


@register.filter
def money(cents: int | None) -> str:
    """分 → 元, always with two decimals: 123456 → 1,234.56 元."""
    if cents is None:
        return DASH
    sign, cents = ("-" if cents < 0 else ""), abs(int(cents))
    return _("%(amount)s 元") % {"amount": f"{sign}{cents // 100:,}.{cents % 100:02d}"}


@register.filter
def qty(number: float | None) -> str:
    return DASH if number is None else f"{number:,}"


@register.filter
def told(number: int | None) -> str:
    """A count for those who may not see the people: ＊ where it stays blank."""
    return "＊" if number is None else f"{number:,}"


@register.filter
def told_in_steps(number: int, step: int) -> str:
    """A count that moves by the day: 1,235 以上 (the number included) in steps of 5, 少于 5 below them."""
    if step == 1:
        return f"{number:,}"
    if number < step:
        return _("少于 %(n)s") % {"n": step}
    return _("%(n)s 以上") % {"n": f"{number:,}"}


@register.filter
def at_most(number: int, limit: int) -> str:
    return f"{limit}+" if number > limit else str(number)


@register.filter
def persons(number: int | None) -> str:
    """人数: each person once."""
    if number is None:
        return DASH
    return ngettext("%(n)s 人", "%(n)s 人", number) % {"n": f"{number:,}"}


@register.filter
def times(number: int | None) -> str:
    """人次: each visit counts."""
    if number is None:
        return DASH
    return ngettext("%(n)s 人次", "%(n)s 人次", number) % {"n": f"{number:,}"}


@register.filter
def percent(part: float | None, whole: float | None) -> str:
    """One decimal, halves up; nothing of nothing is no rate at all."""
    if part is None or not whole:
        return DASH
    rate = (Decimal(str(part)) * 100 / Decimal(str(whole))).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rate}%"


@register.filter
def listed(names: Iterable[Any], of: str = "") -> str:
    """甲、乙、丙; English has commas. `of` is what to say of each: `people|listed:"name"`."""
    said = map(attrgetter(of), names) if of else names
    return _("、").join(str(name) for name in said)


@register.filter
def bracketed(name: Any, more: Any) -> str:
    """甲（乙）."""
    return _("%(name)s（%(more)s）") % {"name": name, "more": more}


@register.filter
def says(who: Any, words: Any) -> str:
    """甲：乙."""
    return _("%(who)s：%(words)s") % {"who": who, "words": words}


def _local(when: datetime | date) -> datetime | date:
    return local_time(when) if isinstance(when, datetime) and timezone.is_aware(when) else when


def _unbroken(words: str) -> str:
    return words.replace(" ", NO_BREAK_SPACE)


def _today() -> date:
    return local_date(timezone.now())


@register.filter
def day(when: datetime | date | None) -> str:
    """11 月 24 日; the year only when it is another one. No line breaks between month and day."""
    if when is None:
        return DASH
    when = _local(when)
    if when.year != _today().year:
        return fullday(when)
    return _unbroken(date_format(when, "j M") if get_language() == "en" else f"{when.month} 月 {when.day} 日")


@register.filter
def fullday(when: datetime | date | None) -> str:
    """2026 年 11 月 24 日: with its year, on papers and in registers that outlive it."""
    if when is None:
        return DASH
    when = _local(when)
    if get_language() == "en":
        return _unbroken(date_format(when, "j M Y"))
    return _unbroken(f"{when.year} 年") + " " + _unbroken(f"{when.month} 月 {when.day} 日")


@register.filter
def clock(when: datetime | None) -> str:
    if when is None:
        return DASH
    return f"{_local(when):%H:%M}"


@register.filter
def moment(when: datetime | None) -> str:
    return DASH if when is None else f"{day(when)} {clock(when)}"


@register.filter
def ago(when: datetime | date | None) -> str:
    """刚刚, 5 分钟前, 今天 12:30, 昨天, 明天 09:00, else the day."""
    if when is None:
        return DASH
    if not isinstance(when, datetime):
        return _near_day(when) or day(when)
    aware = when if timezone.is_aware(when) else when.replace(tzinfo=UTC)
    past = timezone.now() - aware
    if timedelta(0) <= past < timedelta(minutes=1):
        return _("刚刚")
    if timedelta(0) <= past < timedelta(hours=1):
        minutes = int(past.total_seconds() // 60)
        return ngettext("%(n)s 分钟前", "%(n)s 分钟前", minutes) % {"n": minutes}
    name = _near_day(local_date(aware))
    return f"{name} {clock(aware)}" if name else moment(aware)


def _near_day(when: date) -> str:
    names = {-1: _("昨天"), 0: _("今天"), 1: _("明天")}
    return names.get((when - _today()).days, "")


@register.filter
def distance(metres: float | None) -> str:
    if metres is None:
        return DASH
    if metres < 950:
        return _("%(n)s 米") % {"n": int(round(metres, -1)) or 10}
    return _("%(n)s 公里") % {"n": f"{metres / 1000:.1f}"}


@register.filter
def mask(value: Any, kind: str = "phone") -> str:
    """138****1234. The clear value needs a reason and leaves a trace: not here."""
    text = str(value or "")
    head, tail = MASKS[kind]
    head += text.startswith("+")  # the country of a phone abroad
    if len(text) <= head + tail:
        return text[:1] + "*" * max(len(text) - 1, 0)
    return text[:head] + "*" * (len(text) - head - tail) + (text[-tail:] if tail else "")


@register.filter
def size(count: int | None) -> str:
    if count is None:
        return DASH
    for unit, step in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if count >= step:
            return f"{count / step:.1f} {unit}"
    return f"{count} B"


@register.filter
def unlocalized(number: float | None) -> str:
    """For SVG and machine attributes: always a point, never a comma."""
    if number is None:
        return ""
    return f"{number:.9g}" if abs(number) < 1000 else f"{number:.1f}"
