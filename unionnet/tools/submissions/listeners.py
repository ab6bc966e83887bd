# SPDX-License-Identifier: Apache-2.0
"""Who is told of each step: those with whom it lies now, and those who sent it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.journal import on
from unionnet.tools.submissions.facts import (
    CircularSent,
    CopiesSent,
    SubmissionApproved,
    SubmissionRechecked,
    SubmissionRecommended,
    SubmissionRefused,
    SubmissionReturned,
    SubmissionSent,
    UnreadReminded,
)
from unionnet.tools.submissions.models import Circular, Step, Submission
from unionnet.tools.submissions.queries import address_of, officers_at, officers_of, unread_copies


@on(SubmissionSent)
def tell_where_it_lies(fact: SubmissionSent) -> None:
    _tell_the_holder(fact.submission, fact.step)


@on(SubmissionRecommended)
def tell_where_it_went(fact: SubmissionRecommended) -> None:
    _tell_the_holder(fact.submission, fact.step)


@on(SubmissionReturned)
def tell_what_to_mend(fact: SubmissionReturned) -> None:
    _tell_the_sender(
        fact.submission, fact.step, _("请示被退回：%(title)s"), _("%(union)s退回，理由：%(reason)s")
    )


@on(SubmissionApproved)
def tell_the_yes(fact: SubmissionApproved) -> None:
    _tell_of_the_reply(fact.submission, _("已批复同意：%(title)s"))


@on(SubmissionRefused)
def tell_the_no(fact: SubmissionRefused) -> None:
    _tell_of_the_reply(fact.submission, _("未获同意：%(title)s"))


@on(SubmissionRechecked)
def tell_of_the_recheck(fact: SubmissionRechecked) -> None:
    title = _("复核通过：%(title)s") if fact.passed else _("复核未通过：%(title)s")
    submission = _of(fact.submission)
    last = submission.history.order_by("-number").first()
    if last is not None:
        _tell_the_sender(fact.submission, last.number, title, _("%(union)s复核意见：%(reason)s"))


@on(CopiesSent)
def tell_who_should_read(fact: CopiesSent) -> None:
    submission = _of(fact.submission)
    unions = Organisation.objects.filter(pk__in=fact.organisations)
    readers = {*fact.persons, *(person for union in unions for person in officers_of(union))}
    _tell(
        submission,
        readers,
        "copied",
        _("请您阅知：%(title)s"),
        _("%(union)s报送的文件抄送给您，请阅知。"),
        union=submission.sender.name,
    )


@on(CircularSent)
def tell_what_came_down(fact: CircularSent) -> None:
    _tell_readers(fact.circular, _("请阅：%(title)s"), "sent")


@on(UnreadReminded)
def tell_again_what_came_down(fact: UnreadReminded) -> None:
    _tell_readers(fact.circular, _("还没有阅读：%(title)s"), fact.day)


def _tell_readers(pk: int, title: str, key: str) -> None:
    """The officers of the unions that have not read it."""
    circular = Circular.objects.select_related("organisation").get(pk=pk)
    unions = Organisation.objects.filter(pk__in=unread_copies(circular).values("organisation"))
    notify_all(
        officers_at(unions),
        kind="submissions.circular",
        title=title,
        text=_("%(union)s发来文件，请打开阅读。"),
        facts={"title": circular.title, "union": circular.organisation.name},
        url=reverse("desk-submissions:circular", args=[circular.public_id]),
        organisation=circular.organisation,
        unique=f"circular:{circular.pk}:{key}",
    )


def _of(pk: int) -> Submission:
    return Submission.objects.select_related("sender", "decider", "holder", "reply_number__letterhead").get(
        pk=pk
    )


def _tell_the_holder(pk: int, step: int) -> None:
    """Skipped when it has moved on since: the next fact tells of the next place."""
    submission = _of(pk)
    if submission.is_open and submission.steps == step:
        _tell(
            submission,
            officers_of(submission.holder),
            f"sent:{step}",
            _("收到请示：%(title)s"),
            _("%(union)s报来，请办理。"),
            union=submission.sender.name,
        )


def _tell_the_sender(pk: int, step: int, title: str, text: str) -> None:
    submission = _of(pk)
    made = Step.objects.select_related("organisation").get(submission=submission, number=step)
    _tell(
        submission,
        _senders(submission),
        f"step:{step}",
        title,
        text,
        union=made.organisation.name,
        reason=made.reason,
    )


def _tell_of_the_reply(pk: int, title: str) -> None:
    submission = _of(pk)
    _tell(
        submission,
        _senders(submission),
        "replied",
        title,
        _("%(union)s以 %(number)s 批复，请打开查看和下载。"),
        union=submission.decider.name,
        number=str(submission.reply_number or ""),
    )


def _senders(submission: Submission) -> set[int]:
    """Who drafted it, who sent it, and who sits at that desk today."""
    named = {submission.drafted_by_id, submission.sent_by_id}
    return {person for person in named if person} | set(officers_of(submission.sender))


def _tell(
    submission: Submission, people: Iterable[int], key: str, title: str, text: str, **facts: str
) -> None:
    notify_all(
        people,
        kind=f"submissions.{key.partition(':')[0]}",
        title=title,
        text=text,
        facts={"title": submission.title, **facts},
        url=address_of(submission),
        organisation=submission.decider,
        unique=f"submissions:{submission.pk}:{key}",
    )
