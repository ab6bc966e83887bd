# SPDX-License-Identifier: Apache-2.0
"""What others may hear of committees. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class CommitteeRegistered(Fact, name="committees.committee_registered"):
    """A term that began before this system knew of it."""

    committee_id: int
    organisation_id: int
    basis: str = ""


@dataclass(frozen=True)
class SeatLeft(Fact, name="committees.seat_left"):
    seat_id: int
    committee_id: int
    leaving: str
    basis: str = ""


@dataclass(frozen=True)
class SeatFilled(Fact, name="committees.seat_filled"):
    seat_id: int
    committee_id: int
    basis: str = ""


@dataclass(frozen=True)
class ElectionPrepared(Fact, name="committees.election_prepared"):
    election_id: int
    organisation_id: int


@dataclass(frozen=True)
class ElectionChanged(Fact, name="committees.election_changed"):
    """`what`: plan, candidates, posts, reopened, abandoned."""

    election_id: int
    organisation_id: int
    what: str


@dataclass(frozen=True)
class VotesCounted(Fact, name="committees.votes_counted"):
    election_id: int
    organisation_id: int


@dataclass(frozen=True)
class ElectionSubmitted(Fact, name="committees.election_submitted"):
    election_id: int
    organisation_id: int


@dataclass(frozen=True)
class ElectionSentBack(Fact, name="committees.election_sent_back"):
    """By the union above, with a reason; or taken back by the one who sent it."""

    election_id: int
    organisation_id: int
    by_sender: bool = False


@dataclass(frozen=True)
class TermBegun(Fact, name="committees.term_begun"):
    """The union above has approved: the new committees sit, the old ones have ended."""

    election_id: int
    organisation_id: int
    basis: str


@dataclass(frozen=True)
class PermissionAsked(Fact, name="committees.permission_asked"):
    permission_id: int
    organisation_id: int
    kind: str


@dataclass(frozen=True)
class PermissionDecided(Fact, name="committees.permission_decided"):
    permission_id: int
    organisation_id: int
    state: str
    basis: str = ""
