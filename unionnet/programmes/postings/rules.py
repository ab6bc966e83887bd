# SPDX-License-Identifier: Apache-2.0
"""Who sends, who writes, who closes, who judges; and when."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.postings.models import Opinion, Posting, ProblemItem

LONGEST = timedelta(days=3 * 366)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
SHORTEST = 4
MOST_ENTRIES_A_DAY = 50


def why_not_manage(person: Person, union: Organisation) -> Refusal | None:
    """Whether this officer sends people to that union."""
    if not person.may("postings.manage", union.path):
        return Refusal("elsewhere", _("您只能安排到自己工会和下级工会蹲点。"))
    return None


def why_not_days(starts_on: date, ends_on: date) -> Refusal | None:
    if not EARLIEST <= starts_on <= ends_on <= LATEST:
        return Refusal("dates_crossed", _("结束日期不能早于开始日期。"))
    if ends_on - starts_on > LONGEST:
        return Refusal("too_long", _("一次蹲点最长三年，请分开安排。"))
    return None


def why_not_write(person: Person, posting: Posting, day: date, *, on: date) -> Refusal | None:
    """Only those who were sent write the diary: of the days of the posting, none of them to come. A day that
    was missed may be written later."""
    if not posting.team.filter(person=person).exists():
        return Refusal("not_sent", _("只有蹲点人员可以写日记。"))
    if not posting.starts_on <= day <= min(posting.ends_on, on):
        return Refusal("other_day", _("日期应在蹲点期间，且不晚于今天。"))
    if posting.entries.filter(by=person, day=day).count() >= MOST_ENTRIES_A_DAY:
        return Refusal("enough_for_a_day", _("这一天已写了很多条，请合并填写。"))
    return None


def why_not_raise(what: str, whose: str, due_on: date | None, *, since: date) -> Refusal | None:
    """A problem says what, whose, and until when; all three or none."""
    if len(what.strip()) < SHORTEST:
        return Refusal("no_words", _("请写明是什么问题，至少 4 个字。"))
    if not whose.strip() or due_on is None:
        return Refusal("nobodys", _("请写明问题由谁解决、什么时候前解决。"))
    if not since <= due_on <= LATEST:
        return Refusal("due_before", _("期限不能早于发现问题的那一天。"))
    return None


def why_not_close(person: Person, problem: ProblemItem) -> Refusal | None:
    """Those who were sent, and officers of that part of the tree."""
    posting = problem.posting
    if posting.team.filter(person=person).exists():
        return None
    return why_not_manage(person, posting.organisation)


def why_not_close_here(problem: ProblemItem) -> Refusal | None:
    """What was handed over closes when the item that follows it does."""
    followed = getattr(problem, "followed", None)
    if followed and problem.closed_at is None:
        office = followed.item.organisation.name
        return Refusal("followed", _("已转为督办，由%(name)s跟踪；办结后这里自动销号。"), name=office)
    return None


def why_not_hand_over(person: Person, problem: ProblemItem) -> Refusal | None:
    """Those who were sent, and officers of that part of the tree: what is open, once."""
    if refusal := why_not_close(person, problem):
        return refusal
    if problem.closed_at is not None:
        return Refusal("closed", _("这个问题已经解决。"))
    return None


def why_not_judge(person: Person, posting: Posting, stage: str, *, on: date) -> Refusal | None:
    """Officers of the union that was visited say how content they are; never those who were sent."""
    if posting.organisation.path not in offices_of(person, "postings.see"):
        return Refusal("not_visited", _("满意度由%(name)s的干部填写。"), name=posting.organisation.name)
    if posting.team.filter(person=person).exists():
        return Refusal("sent", _("蹲点人员不能评价自己的蹲点。"))
    if stage == Opinion.Stage.AFTER and on < posting.ends_on:
        return Refusal("not_over", _("蹲点结束后再填写蹲点后的满意度。"))
    if stage == Opinion.Stage.BEFORE and on > posting.ends_on:
        return Refusal("over", _("蹲点已经结束，不能再填写蹲点前的满意度。"))
    return None
