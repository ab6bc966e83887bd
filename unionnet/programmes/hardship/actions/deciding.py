# SPDX-License-Identifier: Apache-2.0
"""The union that decides: put it up for everybody to see, and say yes or no."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.calendar import add_working_days, months_after
from unionnet.foundation.clock import database_now, local_date, start_of
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.programmes.hardship.actions.learning import hand_tags
from unionnet.programmes.hardship.actions.moving import kept, make_move, opinion_of, said_why
from unionnet.programmes.hardship.formula import scheme_of
from unionnet.programmes.hardship.models import Dossier, PublicNotice
from unionnet.programmes.hardship.queries import numbers_of, own_membership
from unionnet.programmes.hardship.rules import (
    desk_of,
    notice_days,
    why_not_decide,
    why_not_move,
    why_not_register,
)

DAY = timedelta(days=1)


@verb
def publish(
    dossier: Dossier,
    grade: str,
    *,
    by: Person,
    opinion: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> PublicNotice:
    """Surname, union and class, for so many working days (HW-15). The class is the officer's: the formula
    only proposes."""
    at = at or database_now()
    today = local_date(at)
    dossier = kept(dossier)
    if no := why_not_move(by, dossier, "publish", seen):
        raise no
    if grade not in scheme_of(dossier.organisation.county_code, today).grades:
        raise Refusal("no_grade", _("请选择困难类别。"))
    until = add_working_days(today, notice_days(dossier, today).value)
    changes: dict[str, Any] = {"grade": grade, "notice_until": until}
    dossier = make_move(dossier, "publish", by=by, at=at, reason=opinion_of(opinion), **changes)
    own = own_membership(dossier.person)
    return PublicNotice.objects.create(
        dossier=dossier,
        organisation=desk_of(dossier),
        surname=surname_of(dossier.person.name),
        unit=(own.organisation if own else dossier.organisation).name,
        grade=grade,
        from_day=today,
        until_day=until,
        over_at=start_of(until + DAY),
    )


@verb
def register(
    dossier: Dossier, *, by: Person, opinion: str = "", seen: int | None = None, at: datetime | None = None
) -> Dossier:
    """Yes, when the notice is over: by another person than the one who checked first."""
    at = at or database_now()
    today = local_date(at)
    dossier = kept(dossier)
    if no := _moved_on(dossier, seen) or why_not_decide(by, dossier, "register", on=today):
        raise no
    if no := why_not_register(dossier, on=today):
        raise no
    months = rule("HW-09.review_months", where=dossier.organisation.county_code, on=today).value
    due = months_after(today, months)
    changes: dict[str, Any] = {"registered_on": today, "review_due": due, "notice_until": None}
    reason = opinion_of(opinion)
    dossier = make_move(dossier, "register", by=by, at=at, reason=reason, decided_by=by, **changes)
    hand_tags(numbers_of(dossier))
    return dossier


@verb
def reject(
    dossier: Dossier, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Dossier:
    """No, with its reason; the household may appeal."""
    at, reason = at or database_now(), said_why(reason)
    dossier = kept(dossier)
    if no := _moved_on(dossier, seen) or why_not_decide(by, dossier, "reject", on=local_date(at)):
        raise no
    changes: dict[str, Any] = {"decided_by": by, "ended_at": at, "notice_until": None}
    return make_move(dossier, "reject", by=by, at=at, reason=reason, **changes)


def surname_of(name: str) -> str:
    """What of a name may be shown: one character, or two of the compound surnames."""
    return name[:2] if name[:2] in COMPOUND else name[:1]


COMPOUND = frozenset(
    [
        "欧阳",
        "太史",
        "上官",
        "端木",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "皇甫",
        "宇文",
        "长孙",
        "慕容",
        "司徒",
        "司空",
    ]
)


def _moved_on(dossier: Dossier, seen: int | None) -> Refusal | None:
    if seen is not None and seen != dossier.steps:
        return Refusal("moved_on", _("这一户刚刚有人办过，请刷新页面再看。"))
    return None
