# SPDX-License-Identifier: Apache-2.0
"""What others may hear of activities. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class ActivityPlanned(Fact, name="activities.planned"):
    activity_id: int
    organisation_id: int


@dataclass(frozen=True)
class PlanChanged(Fact, name="activities.plan_changed"):
    activity_id: int


@dataclass(frozen=True)
class ActivityMoved(Fact, name="activities.moved"):
    """`move` is one of the table in rules.py, `state` where it led, `step_id` the line of its story."""

    activity_id: int
    step_id: int
    move: str
    state: str


@dataclass(frozen=True)
class SignedIn(Fact, name="activities.signed_in"):
    """`person_id` is None for somebody whom the register does not know."""

    attendee_id: int
    session_id: int
    activity_id: int
    person_id: int | None


@dataclass(frozen=True)
class RosterTaken(Fact, name="activities.roster_taken"):
    """A list was read in, and so many of it were new."""

    activity_id: int
    session_id: int
    count: int


@dataclass(frozen=True)
class AttendeeStruck(Fact, name="activities.attendee_struck"):
    activity_id: int
    session_id: int
    person_id: int | None


@dataclass(frozen=True)
class HeadsDeclared(Fact, name="activities.heads_declared"):
    activity_id: int
    head_count_id: int


@dataclass(frozen=True)
class MoneySpent(Fact, name="activities.money_spent"):
    activity_id: int
    expense_id: int


@dataclass(frozen=True)
class PaperFiled(Fact, name="activities.paper_filed"):
    """A photo, a document or a supplement came to the file: `kind` says which."""

    activity_id: int
    kind: str
    row_id: int


@dataclass(frozen=True)
class FollowUpSet(Fact, name="activities.follow_up_set"):
    activity_id: int
    follow_up_id: int


@dataclass(frozen=True)
class FollowUpDone(Fact, name="activities.follow_up_done"):
    activity_id: int
    follow_up_id: int
