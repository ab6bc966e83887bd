# SPDX-License-Identifier: Apache-2.0
"""What others may hear of member days. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class MemberDayStarted(Fact, name="memberday.started"):
    member_day_id: int
    organisation_id: int


@dataclass(frozen=True)
class MemberDayEnded(Fact, name="memberday.ended"):
    member_day_id: int


@dataclass(frozen=True)
class YearPlanned(Fact, name="memberday.year_planned"):
    """So many sessions were put into the calendar."""

    member_day_id: int
    year: int
    count: int


@dataclass(frozen=True)
class SessionMoved(Fact, name="memberday.session_moved"):
    session_id: int


@dataclass(frozen=True)
class SessionDropped(Fact, name="memberday.session_dropped"):
    member_day_id: int


@dataclass(frozen=True)
class SessionHeld(Fact, name="memberday.session_held"):
    """Its raffle is open, or will be."""

    session_id: int
    raffle_id: int
