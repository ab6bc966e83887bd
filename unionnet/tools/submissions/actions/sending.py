# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.tools.submissions.actions.moving import make_move, seen_as
from unionnet.tools.submissions.actions.numbering import take_number
from unionnet.tools.submissions.facts import SubmissionSent, SubmissionWithdrawn
from unionnet.tools.submissions.models import Kind, Letterhead, Submission
from unionnet.tools.submissions.queries import decider_of, enclosed_keys, next_above, sent_in_year
from unionnet.tools.submissions.rules import (
    due_from,
    why_not_ask,
    why_not_draft,
    why_not_kind,
    why_not_revise,
    why_not_send,
    why_not_withdraw,
)


@dataclass(frozen=True)
class Words:
    """What a programme proposes: the title and body of the request, and the reply it hopes for."""

    title: str
    body: str
    reply: str


@verb
def write_letter(
    kind: Kind,
    sender: Organisation,
    words: Words,
    *,
    decider: Organisation | None = None,
    before: Submission | None = None,
    url: str = "",
    by: Person,
) -> Submission:
    """The letter of a programme, to be read through, enclosed to and sent. One that was written `before` and
    is with its sender is written anew; one that is on its way up is waited for."""
    if before and before.is_with_sender:
        return revise(before, title=words.title, body=words.body, proposed_reply=words.reply, by=by)
    if before and before.is_open:
        raise Refusal("asked_already", _("已经报送，请等上级答复。"))
    return draft(
        kind,
        sender,
        words.title,
        body=words.body,
        decider=decider,
        proposed_reply=words.reply,
        url=url,
        by=by,
    )


@verb
def draft(
    kind: Kind,
    sender: Organisation,
    title: str,
    *,
    body: str = "",
    decider: Organisation | None = None,
    answers: dict[str, Any] | None = None,
    proposed_reply: str = "",
    url: str = "",
    by: Person,
) -> Submission:
    """A submission to be, still with its sender. Without `decider` the kind says who decides."""
    decider = decider or decider_of(kind, sender)
    no = why_not_draft(sender, by) or why_not_kind(kind, sender) or why_not_ask(sender, decider)
    if no:
        raise no
    return Submission.objects.create(
        kind=kind,
        sender=sender,
        decider=decider,
        holder=sender,
        title=one_line(title, 120),
        body=many_lines(body),
        answers=answers or {},
        proposed_reply=many_lines(proposed_reply),
        url=url,
        drafted_by=by,
    )


@verb
def revise(
    submission: Submission,
    *,
    title: str,
    body: str,
    answers: dict[str, Any] | None = None,
    proposed_reply: str | None = None,
    by: Person,
) -> Submission:
    """Other words, while it is with its sender."""
    fresh = Submission.objects.select_for_update(of=["self"]).select_related("kind", "sender")
    found = fresh.get(pk=submission.pk)
    if refusal := why_not_revise(found, by):
        raise refusal
    found.title, found.body = one_line(title, 120), many_lines(body)
    if answers is not None:
        found.answers = answers
    if proposed_reply is not None:
        found.proposed_reply = many_lines(proposed_reply)
    found.save(update_fields=["title", "body", "answers", "proposed_reply"])
    return found


@verb
def send(
    submission: Submission, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Submission:
    """Up it goes: to the next union on the way when it is recommended level by level, else to the decider.
    The first time it takes a number of the sender, where the sender numbers its papers."""
    at = at or database_now()
    today = local_date(at)
    found = seen_as(submission, seen)
    if found.kind.quota_a_year is not None:
        # One at a time for a union with a quota: the count below must not change before the commit.
        Organisation.objects.select_for_update(of=["self"], no_key=True).get(pk=found.sender_id)
    refusal = why_not_send(
        found, by, papers=enclosed_keys(found), sent_this_year=sent_in_year(found, today.year)
    )
    if refusal:
        raise refusal
    holder = next_above(found, found.sender)
    due, due_rule = due_from(found, holder, today)
    number = found.number or _own_number(found, today.year, by)
    made = make_move(
        found,
        "send",
        office=found.sender,
        by=by,
        at=at,
        basis=str(number or ""),
        holder=holder,
        number=number,
        sent_by=by,
        sent_at=at,
        due_on=due,
        due_rule=due_rule,
        reviewed_by=None,
        notice_until=None,
    )
    tell(SubmissionSent(made.pk, made.kind.key, made.steps), by=by, org_path=made.sender.path)
    return made


@verb
def withdraw(
    submission: Submission, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Submission:
    """The sender no longer asks. The row and its story stay."""
    found, reason = seen_as(submission, seen), one_line(reason)
    if refusal := why_not_withdraw(found, by):
        raise refusal
    if not reason:
        raise Refusal("no_reason", _("请写明理由，经办人会看到。"))
    moment = at or database_now()
    made = make_move(
        found,
        "withdraw",
        office=found.sender,
        by=by,
        at=moment,
        reason=reason,
        holder=found.sender,
        due_on=None,
    )
    tell(SubmissionWithdrawn(made.pk, made.kind.key), by=by, org_path=made.sender.path)
    return made


def _own_number(submission: Submission, year: int, by: Person) -> Any:
    word = Letterhead.objects.filter(organisation=submission.sender, series=submission.kind.series).first()
    return take_number(word, year, submission.title, by=by) if word else None
