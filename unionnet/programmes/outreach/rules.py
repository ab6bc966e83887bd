# SPDX-License-Identifier: Apache-2.0
"""Who calls a meeting, who asks, who may take somebody in at the stand."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person, Role
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.outreach.models import Meeting

SHORTEST = 4
MOST_OPEN = 500
BEFORE, AFTER = timedelta(hours=2), timedelta(hours=2)
LONGEST = timedelta(days=31)
APPROVERS = (Role.Name.OFFICER,)


def why_not_manage(person: Person, union: Organisation) -> Refusal | None:
    if not person.may("outreach.manage", union.path):
        return Refusal("elsewhere", _("沟通会由%(name)s办理。"), name=union.name)
    return None


def why_not_hours(starts_at: datetime, ends_at: datetime) -> Refusal | None:
    if ends_at <= starts_at:
        return Refusal("hours_crossed", _("结束时间要晚于开始时间。"))
    if ends_at - starts_at > LONGEST:
        return Refusal("too_long", _("一场沟通会最长一个月，请分开举办。"))
    return None


def why_not_ask(meeting: Meeting, text: str, waiting: int, *, at: datetime) -> Refusal | None:
    """Anybody may ask, signed in or not, while the stand is there and a day after."""
    if len(text.strip()) < SHORTEST:
        return Refusal("no_words", _("请写明想问什么，至少 4 个字。"))
    if at > meeting.ends_at + timedelta(days=1):
        return Refusal("over", _("沟通会已经结束，请拨打 12351 或到工会驿站咨询。"))
    if waiting >= MOST_OPEN:
        return Refusal("too_many", _("还有很多问题没有答复，请直接向现场工作人员提出。"))
    return None


def approving_role(person: Person, union: Organisation, *, at: datetime) -> Role | None:
    """The post that authorises this person to take members in there: in force that day, the nearest union."""
    day = local_date(at)
    roles = person.roles.filter(name__in=APPROVERS, since__lte=day).select_related("organisation")
    held = [role for role in roles if role.until is None or role.until >= day]
    own = [role for role in held if union.path.startswith(role.organisation.path)]
    return max(own, key=lambda role: len(role.organisation.path), default=None)


def why_not_approve_here(meeting: Meeting, membership: Membership, *, at: datetime) -> Refusal | None:
    """Only who came by this meeting's code, and only while the stand is there."""
    if membership.join_code_id != meeting.join_code_id:
        return Refusal("other_code", _("这份申请不是在这场沟通会上扫码提交的，请在入会审核里办理。"))
    if not meeting.starts_at - BEFORE <= at <= meeting.ends_at + AFTER:
        return Refusal("not_now", _("当场批准只在沟通会期间办理，其余请在入会审核里办理。"))
    return None


def not_authorised() -> Refusal:
    return Refusal("not_authorised", _("当场批准须由有入会审核职务的工会干部办理。"))
