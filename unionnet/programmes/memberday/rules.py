# SPDX-License-Identifier: Apache-2.0
"""Who runs a member day, and when one is held."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.memberday.models import LAST, MemberDay, Session

YEARS = range(2000, 2100)


def why_not_manage(by: Person, union: Organisation) -> Refusal | None:
    if not by.may("memberday.manage", union.path):
        return Refusal("elsewhere", _("这里的会员日由%(name)s办理。"), name=union.name)
    return None


def why_not_day(day: int) -> Refusal | None:
    if not 1 <= day <= LAST:
        return Refusal("no_such_day", _("请填 1 到 %(n)s 之间的日子：每个月都有的。"), n=LAST)
    return None


def why_not_plan(by: Person, member_day: MemberDay, year: int) -> Refusal | None:
    if no := why_not_manage(by, member_day.organisation):
        return no
    if member_day.ended_at:
        return Refusal("ended", _("这个会员日已经停办。"))
    return None if year in YEARS else Refusal("no_such_year", _("请填写四位数的年份。"))


def why_not_change(by: Person, session: Session) -> Refusal | None:
    """A session with a raffle is promised to people: it is called off where the raffle is, with a reason."""
    if no := why_not_manage(by, session.member_day.organisation):
        return no
    if session.raffle_id:
        return Refusal("held", _("这一期已经设好抽奖，不能再改；要停办请到抽奖里取消，并写明原因。"))
    return None


def why_not_hold(by: Person, session: Session, today: date) -> Refusal | None:
    if no := why_not_change(by, session):
        return no
    if session.on < today:
        return Refusal("past", _("这一期的日子已经过了，请先改期。"))
    return None
