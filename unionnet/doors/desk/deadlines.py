# SPDX-License-Identifier: Apache-2.0
"""How long is left, in the words of an office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unionnet.foundation.calendar import working_days_between

FAR = timedelta(days=400)


@dataclass(frozen=True)
class Left:
    """`kind` is late, due, or empty when there is time."""

    words: str
    kind: str = ""


def left_until(due: date | None, today: date) -> Left:
    """剩 2 个工作日, 今天到期, 超期 1 个工作日."""
    if due is None:
        return Left(_("无期限"))
    if due == today:
        return Left(_("今天到期"), "due")
    first, last = min(due, today), max(due, today)
    days = working_days_between(first, min(last, first + FAR))
    if due < today and not days:
        return Left(_("已超期"), "late")
    if due < today:
        late = ngettext("超期 %(days)s 个工作日", "超期 %(days)s 个工作日", days)
        return Left(late % {"days": days}, "late")
    left = ngettext("剩 %(days)s 个工作日", "剩 %(days)s 个工作日", days)
    return Left(left % {"days": days}, "due" if days <= 1 else "")
