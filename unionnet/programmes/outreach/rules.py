# SPDX-License-Identifier: Apache-2.0
"""Who calls a meeting, who asks, who may take somebody in at the stand."""

from __future__ import annotations

from collections.abc import Collection
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
LATE = timedelta(days=1)  # what a booth without network wrote down may still be sent
MOST_BOOTHS = 50
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
    """The post that authorises this person to take members in there: in force that day, the nearest union.
    Who stands in for somebody acts by the post that was lent to them, and by no other."""
    day = local_date(at)
    roles = person.roles.filter(name__in=APPROVERS, since__lte=day)
    roles = roles.select_related("organisation", "lent_by__organisation")
    roles = roles.filter(pk=person.stands_in) if person.stands_in else roles.filter(lent_by=None)
    held = [role for role in roles if role.until is None or role.until >= day]
    own = [role for role in held if union.path.startswith(role.organisation.path)]
    nearest = max(own, key=lambda role: len(role.organisation.path), default=None)
    return nearest.lent_by or nearest if nearest else None


def why_not_approve_here(
    meeting: Meeting, membership: Membership, codes: Collection[int], *, at: datetime
) -> Refusal | None:
    """Only who came by one of this meeting's codes, and only while the stand is there."""
    if membership.join_code_id not in codes:
        return Refusal("other_code", _("这份申请不是在这场沟通会上扫码提交的，请在入会审核里办理。"))
    if not meeting.starts_at - BEFORE <= at <= meeting.ends_at + AFTER:
        return Refusal("not_now", _("当场批准只在沟通会期间办理，其余请在入会审核里办理。"))
    return None


def why_not_open_booth(meeting: Meeting, by: Person, *, at: datetime) -> Refusal | None:
    """Whether there may be one more table."""
    if refusal := why_not_manage(by, meeting.organisation):
        return refusal
    if at > meeting.ends_at:
        return Refusal("over", _("沟通会已经结束，不能再设登记台。"))
    if meeting.booths.count() >= MOST_BOOTHS:
        return Refusal("too_many", _("一场沟通会最多 50 个登记台。"))
    return None


def why_not_write_down(meeting: Meeting, by: Person, *, at: datetime) -> Refusal | None:
    """Whether this officer takes slips at a table of that meeting: what was kept without network may come
    within a day."""
    if not by.may("people.approve", meeting.organisation.path):
        return Refusal("elsewhere", _("登记台由%(name)s授权的干部办理。"), name=meeting.organisation.name)
    if at < meeting.starts_at - BEFORE:
        return Refusal("too_early", _("沟通会还没有开始，开始前两小时起可以登记。"))
    if at > meeting.ends_at + LATE:
        return Refusal("over", _("沟通会已经结束，请在入会审核里代录。"))
    return None


def not_agreed() -> Refusal:
    return Refusal("not_agreed", _("请本人先阅读并同意《入会个人信息处理同意书》。"))


def not_agreed_to_move(union: Organisation) -> Refusal:
    """Members elsewhere move by their own will (MEM-08); a second membership there is not (MEM-07)."""
    return Refusal(
        "not_agreed_to_move",
        _("已是%(union)s的会员。本人同意把会籍转来的，勾选“同意接转”后重新登记。"),
        union=union.name,
    )


def no_occupation() -> Refusal:
    return Refusal("bad_occupation", _("请从列表中选择职业类别。"))


def member_here() -> Refusal:
    return Refusal("already_here", _("已是本会会员，不重复登记。"))


def lent_otherwise() -> Refusal:
    """Lending replaces what somebody has of a post: that is not done behind a form for tables."""
    return Refusal("lent_otherwise", _("已把别的事项委托给这位干部，请先在“请假委托”里加上入会审核。"))


def written_down_already(booth: str) -> Refusal:
    return Refusal("written_down", _("已经在%(booth)s登记过，不重复登记。"), booth=booth)


def not_authorised() -> Refusal:
    return Refusal("not_authorised", _("当场批准须由有入会审核职务的工会干部办理。"))
