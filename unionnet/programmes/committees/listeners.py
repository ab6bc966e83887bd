# SPDX-License-Identifier: Apache-2.0
"""The tree changes: its unions are looked at. A letter takes a step: what it asks for follows."""

from __future__ import annotations

from unionnet.directory.organisations.facts import (
    OrganisationChanged,
    OrganisationDissolved,
    OrganisationFounded,
)
from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.journal import on
from unionnet.programmes.committees.actions import (
    check,
    end_committees_of,
    follow_election,
    follow_permission,
)
from unionnet.programmes.committees.kinds import ASKED, RESULT
from unionnet.tools.submissions.facts import (
    SubmissionApproved,
    SubmissionRefused,
    SubmissionReturned,
    SubmissionSent,
    SubmissionWithdrawn,
)
from unionnet.tools.submissions.models import Submission


@on(OrganisationFounded)
def look_at_a_new_union(fact: OrganisationFounded) -> None:
    check([fact.organisation_id])


@on(OrganisationChanged)
def look_at_a_corrected_union(fact: OrganisationChanged) -> None:
    """It may have been established, or moved to a region with other rules."""
    check([fact.organisation_id])


@on(OrganisationDissolved)
def forget_a_dissolved_union(fact: OrganisationDissolved) -> None:
    end_committees_of(Organisation.objects.get(pk=fact.organisation_id))


@on(SubmissionSent)
def note_that_it_went_up(fact: SubmissionSent) -> None:
    _follow(fact.submission, fact.kind, "send", "send")


@on(SubmissionReturned)
def note_that_it_came_back(fact: SubmissionReturned) -> None:
    _follow(fact.submission, fact.kind, "come_back", "come_back")


@on(SubmissionApproved)
def go_on(fact: SubmissionApproved) -> None:
    _follow(fact.submission, fact.kind, "approve", "grant")


@on(SubmissionRefused)
def put_right(fact: SubmissionRefused) -> None:
    _follow(fact.submission, fact.kind, "come_back", "refuse")


@on(SubmissionWithdrawn)
def ask_no_more(fact: SubmissionWithdrawn) -> None:
    _follow(fact.submission, fact.kind, "come_back", "withdraw")


def _follow(pk: int, kind: str, of_election: str, of_permission: str) -> None:
    if kind != RESULT.key and kind not in ASKED:
        return
    letter = Submission.objects.select_related("reply_number__letterhead", "decided_by", "sent_by").get(pk=pk)
    if kind == RESULT.key:
        follow_election(letter, of_election)
    else:
        follow_permission(letter, of_permission)
