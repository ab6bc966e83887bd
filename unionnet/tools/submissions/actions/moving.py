# SPDX-License-Identifier: Apache-2.0
"""The one place where a submission changes its state."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.tools.submissions.models import Step, Submission
from unionnet.tools.submissions.rules import MOVES


def make_move(
    submission: Submission,
    move: str,
    *,
    office: Organisation,
    by: Person,
    at: datetime,
    reason: str = "",
    basis: str = "",
    **changes: Any,
) -> Submission:
    """Compare and set: of two who act on the same version one wins, the other is asked to look again.
    The step is written with it. `office` is the union for which `by` acts."""
    state = MOVES.after(submission.state, move)
    as_seen = Submission.objects.filter(
        pk=submission.pk, state=submission.state, steps=submission.steps, holder=submission.holder_id
    )
    if not as_seen.update(state=state, steps=F("steps") + 1, **changes):
        raise moved_on()
    Step.objects.create(
        submission=submission,
        number=submission.steps + 1,
        move=move,
        state=state,
        by=by,
        organisation=office,
        at=at,
        reason=reason,
        basis=basis,
        papers=list(
            submission.papers.filter(removed_at=None).order_by("id").values_list("file__sha256", flat=True)
        ),
    )
    submission.refresh_from_db()
    return submission


def seen_as(submission: Submission, steps: int | None) -> Submission:
    """The row as it is now. When it is not the version somebody looked at, they look again first."""
    rows = Submission.objects.select_related("kind", "sender", "decider", "holder", "number__letterhead")
    fresh = rows.get(pk=submission.pk)
    if steps is not None and fresh.steps != steps:
        raise moved_on()
    return fresh


def moved_on() -> Refusal:
    return Refusal("moved_on", _("这件申报刚刚有了变动，请看过最新情况再办。"))
