# SPDX-License-Identifier: Apache-2.0
"""The file moves on: to the chair and back, to the people, into the archive."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.tools.activities.actions.planning import locked
from unionnet.tools.activities.facts import ActivityMoved, PlanChanged
from unionnet.tools.activities.models import Activity, Step
from unionnet.tools.activities.queries import count_of, is_alone
from unionnet.tools.activities.rules import (
    MOVES,
    SHORTEST,
    why_not_archive,
    why_not_change,
    why_not_manage,
    why_not_move,
)

WITH_REASON = ("return", "cancel")


@verb
def move(
    activity: Activity, move: str, note: str = "", *, by: Person, at: datetime | None = None
) -> Activity:
    """One move of the table in rules.py. Two who press at once make one move: the second is told so."""
    activity = locked(activity)
    if refusal := why_not_move(by, activity, move, alone=is_alone(activity)):
        raise refusal
    state = MOVES.after(activity.state, move)
    note = note.strip()[:300]
    if move in WITH_REASON and len(note) < SHORTEST:
        raise Refusal("no_reason", _("请写明原因，至少 4 个字。"))
    if move == "archive":
        _count(activity)
    activity.state = state
    activity.save(update_fields=["state", "persons", "person_times"])
    step = Step.objects.create(activity=activity, move=move, note=note, by=by, at=at or database_now())
    tell(ActivityMoved(activity.pk, step.pk, move, state), by=by, org_path=activity.organisation.path)
    return activity


def _count(activity: Activity) -> None:
    """What was counted stays with the file when the names have gone."""
    came = count_of(activity)
    if refusal := why_not_archive(activity, came.person_times):
        raise refusal
    activity.persons, activity.person_times = came.persons, came.person_times


@verb
def write_outcome(activity: Activity, outcome: str, *, by: Person) -> Activity:
    """What came of it, in words, before the archive."""
    activity = locked(activity)
    if refusal := why_not_manage(by, activity) or why_not_change(activity):
        raise refusal
    activity.outcome = outcome.strip()[:2000]
    activity.save(update_fields=["outcome"])
    tell(PlanChanged(activity.pk), by=by, org_path=activity.organisation.path)
    return activity
