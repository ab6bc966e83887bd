# SPDX-License-Identifier: Apache-2.0
"""What the unions above do with a submission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.tools.submissions.actions.moving import make_move, seen_as
from unionnet.tools.submissions.actions.numbering import take_number
from unionnet.tools.submissions.facts import (
    NoticeBegun,
    SubmissionApproved,
    SubmissionRechecked,
    SubmissionRecommended,
    SubmissionRefused,
    SubmissionReturned,
    SubmissionReviewed,
)
from unionnet.tools.submissions.models import Letterhead, Submission
from unionnet.tools.submissions.queries import next_above, reply_title
from unionnet.tools.submissions.rules import (
    due_from,
    notice_end,
    recheck_day,
    why_not_announce,
    why_not_decide,
    why_not_handle,
    why_not_recheck,
    why_not_recommend,
    why_not_review,
)


@dataclass(frozen=True)
class Decision:
    """`number` is the one wanted (None: the next); `on` the date on the paper (None: today)."""

    approve: bool
    reply: str
    number: int | None = None
    gap_reason: str = ""
    on: date | None = None


@verb
def recommend(
    submission: Submission, opinion: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Submission:
    """On to the next union above, with the opinion of this one."""
    found, at = seen_as(submission, seen), at or database_now()
    if refusal := why_not_recommend(found, by):
        raise refusal
    opinion, office = _said(opinion), found.holder
    holder = next_above(found, office)
    due, due_rule = due_from(found, holder, local_date(at))
    made = make_move(
        found,
        "recommend",
        office=office,
        by=by,
        at=at,
        reason=opinion,
        holder=holder,
        due_on=due,
        due_rule=due_rule,
    )
    tell(SubmissionRecommended(made.pk, made.kind.key, made.steps), by=by, org_path=made.sender.path)
    return made


@verb
def review(
    submission: Submission, opinion: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Submission:
    """The first of two persons has looked at it."""
    found = seen_as(submission, seen)
    if refusal := why_not_review(found, by):
        raise refusal
    made = make_move(
        found,
        "review",
        office=found.holder,
        by=by,
        at=at or database_now(),
        reason=_said(opinion),
        reviewed_by=by,
    )
    tell(SubmissionReviewed(made.pk, made.kind.key), by=by, org_path=made.sender.path)
    return made


@verb
def announce(
    submission: Submission, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Submission:
    """Put it on public notice for as many working days as the kind says."""
    found, at = seen_as(submission, seen), at or database_now()
    if refusal := why_not_announce(found, by):
        raise refusal
    until = notice_end(found, local_date(at))
    due = max(found.due_on or until, until)
    made = make_move(found, "announce", office=found.holder, by=by, at=at, notice_until=until, due_on=due)
    tell(NoticeBegun(made.pk, made.kind.key, until.isoformat()), by=by, org_path=made.sender.path)
    return made


@verb
def give_back(
    submission: Submission, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Submission:
    """Back to the sender, who mends it and sends it again."""
    found = seen_as(submission, seen)
    if refusal := why_not_handle(found, by):
        raise refusal
    made = make_move(
        found,
        "return",
        office=found.holder,
        by=by,
        at=at or database_now(),
        reason=_said(reason),
        holder=found.sender,
        due_on=None,
        reviewed_by=None,
        notice_until=None,
    )
    tell(SubmissionReturned(made.pk, made.kind.key, made.steps), by=by, org_path=made.sender.path)
    return made


@verb
def decide(
    submission: Submission,
    decision: Decision,
    *,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> Submission:
    """The answer, with its number and date. Whoever comes second finds it answered, and takes no number."""
    found, at = seen_as(submission, seen), at or database_now()
    today = local_date(at)
    on, reply = decision.on or today, many_lines(decision.reply)
    if refusal := why_not_decide(found, by, today, approve=decision.approve):
        raise refusal
    if not reply:
        raise Refusal("no_reply", _("请写批复正文。"))
    if found.sent_at is None or not local_date(found.sent_at) <= on <= today:
        raise Refusal("wrong_date", _("批复日期不能早于报送日期，也不能晚于今天。"))
    head = Letterhead.objects.filter(organisation=found.decider, series=found.kind.series).first()
    if head is None:
        raise Refusal("no_letterhead", _("请先填写本会的发文代字，如“云工组”。"))
    number = take_number(
        head,
        on.year,
        reply_title(found, approve=decision.approve),
        wanted=decision.number,
        gap_reason=decision.gap_reason,
        by=by,
    )
    made = make_move(
        found,
        "approve" if decision.approve else "refuse",
        office=found.holder,
        by=by,
        at=at,
        basis=str(number),
        reply_number=number,
        reply=reply,
        decided_by=by,
        decided_on=on,
        due_on=None,
        recheck_on=recheck_day(found, on) if decision.approve else None,
    )
    told = SubmissionApproved if decision.approve else SubmissionRefused
    tell(told(made.pk, made.kind.key, str(number)), by=by, org_path=made.sender.path)
    return made


@verb
def recheck(
    submission: Submission,
    reason: str,
    *,
    passed: bool,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> Submission:
    """What was granted is looked at again: it stands until the next time, or it ends."""
    found, at = seen_as(submission, seen), at or database_now()
    if refusal := why_not_recheck(found, by):
        raise refusal
    following = recheck_day(found, local_date(at)) if passed else None
    made = make_move(
        found,
        "confirm" if passed else "revoke",
        office=found.decider,
        by=by,
        at=at,
        reason=_said(reason),
        recheck_on=following,
    )
    tell(SubmissionRechecked(made.pk, made.kind.key, passed), by=by, org_path=made.sender.path)
    return made


def _said(words: str) -> str:
    words = one_line(words)
    if not words:
        raise Refusal("no_reason", _("请写明理由，经办人会看到。"))
    return words
