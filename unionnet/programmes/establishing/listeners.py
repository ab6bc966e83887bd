# SPDX-License-Identifier: Apache-2.0
"""What becomes of our requests moves the union on. At least once: each move is made only from its state."""

from __future__ import annotations

from unionnet.directory.people.models import Person
from unionnet.foundation.journal import on
from unionnet.programmes.establishing.actions import end_union, follow, found
from unionnet.programmes.establishing.kinds import END, STEP_OF
from unionnet.programmes.establishing.models import Ending, Request
from unionnet.programmes.establishing.rules import STEPS
from unionnet.tools.submissions.facts import (
    SubmissionApproved,
    SubmissionRefused,
    SubmissionSent,
    SubmissionWithdrawn,
)

SENT, GRANTED, DENIED = 1, 2, 3


@on(SubmissionSent)
def note_that_it_went_up(fact: SubmissionSent) -> None:
    _follow(fact.submission, fact.kind, SENT)


@on(SubmissionApproved)
def go_on(fact: SubmissionApproved) -> None:
    """The result approved founds the union; an ending approved ends it."""
    if fact.kind == END:
        end_union(Ending.objects.get(submission=fact.submission))
    elif STEP_OF.get(fact.kind) == Request.Step.RESULT:
        found(Request.objects.get(submission=fact.submission))
    else:
        _follow(fact.submission, fact.kind, GRANTED, fact.basis)


@on(SubmissionRefused)
def go_back(fact: SubmissionRefused) -> None:
    _follow(fact.submission, fact.kind, DENIED, fact.basis)


@on(SubmissionWithdrawn)
def take_back(fact: SubmissionWithdrawn) -> None:
    _follow(fact.submission, fact.kind, DENIED)


def _follow(submission: int, kind: str, which: int, basis: str = "") -> None:
    if kind not in STEP_OF:
        return
    request = Request.objects.select_related("submission").get(submission=submission)
    sent_by: Person | None = request.submission.sent_by
    by = request.submission.decided_by or sent_by or request.submission.drafted_by
    follow(request, STEPS[STEP_OF[kind]][which], by=by, basis=basis)
