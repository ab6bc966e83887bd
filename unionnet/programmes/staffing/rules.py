# SPDX-License-Identifier: Apache-2.0
"""Whether a post may be written down, and what the law gives the person who holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.staffing.models import StaffPost, UnionDay

EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
UNPAID_BY_UNION = (StaffPost.Kind.PART_TIME,)
AHEAD, BEHIND = timedelta(days=31), timedelta(days=366)


def why_not_manage(person: Person, organisation: Organisation) -> Refusal | None:
    """Whether this officer keeps the roster of that union."""
    if not person.may("staffing.manage", organisation.path):
        return Refusal("elsewhere", _("您只能登记自己工会和下级工会的干部。"))
    return None


def why_not_dates(since: date, until: date | None, contract_until: date | None = None) -> Refusal | None:
    """Whether the days of a post can be."""
    if until and until < since:
        return Refusal("dates_crossed", _("离任日期不能早于任职日期。"))
    days = [day for day in (since, until, contract_until) if day]
    if not all(EARLIEST <= day <= LATEST for day in days):
        return Refusal("no_such_day", _("日期应在 1950 年到 2100 年之间。"))
    return None


def why_not_note_days(by: Person, post: StaffPost) -> Refusal | None:
    """Whether this person writes down days on that post: its holder, or who keeps the roster."""
    if by.pk != post.member.person_id and not by.may("staffing.manage", post.organisation.path):
        return Refusal("elsewhere", _("工会工作日由本人或管理干部名册的干部登记。"))
    if post.kind not in UNPAID_BY_UNION:
        return Refusal("not_part_time", _("只有兼职干部登记工会工作日。"))
    return None


def why_not_this_day(post: StaffPost, day: date, halves: int, *, today: date) -> Refusal | None:
    """Whether that day may be written down, corrected or taken back."""
    if day < post.since or (post.until and day > post.until):
        return Refusal("not_in_post", _("这一天不在任职期内，请核对日期。"))
    if not today - BEHIND <= day <= today + AHEAD:
        return Refusal("too_far", _("可以登记过去一年和今后 31 天以内的日子。"))
    by_halves = rule("ORG-31.half_days", where=post.organisation.county_code, on=day)
    if halves == UnionDay.Length.HALF and not by_halves.value:
        return Refusal("whole_days", _("本地按整天计，请选择“一天”。"), rule=by_halves.citation)
    return None


@dataclass(frozen=True)
class Protection:
    """What the law adds to a post: paid days for union work, and how long the labour contract runs on."""

    paid_days: int | None
    paid_days_rule: Citation | None
    least_days: int | None
    least_days_rule: Citation | None
    chair_one_day_in: int | None
    chair_rule: Citation | None
    contract_until: date | None
    contract_rule: Citation | None


def protection_of(post: StaffPost, on: date) -> Protection:
    """ORG-31 for those who do union work beside their job; ORG-32 for everybody with a labour contract."""
    where = post.organisation.county_code
    paid = least = chair = None
    if post.kind in UNPAID_BY_UNION:
        paid = rule("ORG-31.most_paid_days", where=where, on=on)
        chair = rule("ORG-31.chair_one_day_in", where=where, on=on) if post.is_chair else None
        least = None if chair and chair.value else rule("ORG-31.least_days", where=where, on=on)
    until = extended_contract(post)
    extends = rule("ORG-32.contract_extends", where=where, on=on) if until else None
    return Protection(
        paid.value if paid else None,
        paid.citation if paid else None,
        least.value if least and least.value else None,
        least.citation if least and least.value else None,
        chair.value if chair and chair.value else None,
        chair.citation if chair and chair.value else None,
        until,
        extends.citation if extends else None,
    )


def extended_contract(post: StaffPost) -> date | None:
    """The labour contract of a full-time officer runs on by the time served, that of a part-time one to the
    end of the term (ORG-32). None while contract or term has no end."""
    if post.contract_until is None or post.until is None:
        return None
    if post.kind == StaffPost.Kind.FULL_TIME:
        return date.fromordinal(min(LATEST.toordinal(), post.contract_until.toordinal() + _served(post)))
    if post.kind == StaffPost.Kind.PART_TIME:
        return max(post.contract_until, post.until)
    return None


def _served(post: StaffPost) -> int:
    """Days from the first to the last, both counted."""
    return (post.until or post.since).toordinal() - post.since.toordinal() + 1
