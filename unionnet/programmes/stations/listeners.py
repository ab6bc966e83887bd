# SPDX-License-Identifier: Apache-2.0
"""The letter about a best station is answered, or looked at again a year later."""

from __future__ import annotations

from unionnet.foundation.journal import on
from unionnet.programmes.stations.actions import follow_candidacy
from unionnet.programmes.stations.kinds import BEST
from unionnet.tools.submissions.facts import SubmissionApproved, SubmissionRechecked
from unionnet.tools.submissions.models import Submission


@on(SubmissionApproved)
def name_the_best(fact: SubmissionApproved) -> None:
    _follow(fact.submission, fact.kind, is_best=True)


@on(SubmissionRechecked)
def keep_or_drop_the_name(fact: SubmissionRechecked) -> None:
    _follow(fact.submission, fact.kind, is_best=fact.passed)


def _follow(submission: int, kind: str, *, is_best: bool) -> None:
    if kind == BEST:
        letter = Submission.objects.select_related("decided_by").get(pk=submission)
        follow_candidacy(letter, is_best=is_best)
