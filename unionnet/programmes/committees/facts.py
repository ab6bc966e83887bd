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
class CommitteesEnded(Fact, name="committees.committees_ended"):
    """The union was dissolved or merged; everybody has left their seats."""

    organisation_id: int
    committee_ids: list[int]


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
class ElectionFollowed(Fact, name="committees.election_followed"):
    """Its letter went up, or came back."""

    election_id: int
    organisation_id: int
    state: str


@dataclass(frozen=True)
class TermBegun(Fact, name="committees.term_begun"):
    """The union above has approved: the new committees sit, the old ones have ended."""

    election_id: int
    organisation_id: int
    basis: str


@dataclass(frozen=True)
class PermissionAsked(Fact, name="committees.permission_asked"):
    """The letter is written; `PermissionFollowed` says when it went up and what became of it."""

    permission_id: int
    organisation_id: int
    kind: str


@dataclass(frozen=True)
class PermissionFollowed(Fact, name="committees.permission_followed"):
    permission_id: int
    organisation_id: int
    state: str
    basis: str = ""
