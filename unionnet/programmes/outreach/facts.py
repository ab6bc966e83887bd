# SPDX-License-Identifier: Apache-2.0
"""What others may hear of outreach. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class MeetingCalled(Fact, name="outreach.meeting_called"):
    meeting_id: int
    organisation_id: int


@dataclass(frozen=True)
class LeafletsHandedOut(Fact, name="outreach.leaflets_handed_out"):
    leaflet_id: int
    count: int


@dataclass(frozen=True)
class Asked(Fact, name="outreach.asked"):
    ask_id: int
    meeting_id: int


@dataclass(frozen=True)
class AskAnswered(Fact, name="outreach.ask_answered"):
    ask_id: int
    meeting_id: int


@dataclass(frozen=True)
class ApprovedOnTheSpot(Fact, name="outreach.approved_on_the_spot"):
    """By the post `role_id`, at that meeting."""

    membership_id: int
    meeting_id: int
    role_id: int


@dataclass(frozen=True)
class BoothOpened(Fact, name="outreach.booth_opened"):
    booth_id: int
    meeting_id: int
    keeper_id: int


@dataclass(frozen=True)
class SlipTaken(Fact, name="outreach.slip_taken"):
    """Written down at that booth; `outcome` as in `Slip.Outcome`."""

    slip_id: int
    booth_id: int
    outcome: str
