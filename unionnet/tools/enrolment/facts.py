# SPDX-License-Identifier: Apache-2.0
"""What others may hear of enrolment. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class OfferMade(Fact, name="enrolment.offer_made"):
    offer: int


@dataclass(frozen=True)
class OfferChanged(Fact, name="enrolment.offer_changed"):
    """`what` names the changed fields; `quietly` when whoever changed them tells the people."""

    offer: int
    what: list[str]
    quietly: bool = False


@dataclass(frozen=True)
class OfferCancelled(Fact, name="enrolment.offer_cancelled"):
    offer: int


@dataclass(frozen=True)
class PlaceTaken(Fact, name="enrolment.place_taken"):
    """Written by enrol.sql too: keep the names of the fields."""

    offer: int
    person: int
    number: int


@dataclass(frozen=True)
class WaitingJoined(Fact, name="enrolment.waiting_joined"):
    """Written by enrol.sql too: keep the names of the fields."""

    offer: int
    person: int
    number: int


@dataclass(frozen=True)
class PlaceOffered(Fact, name="enrolment.place_offered"):
    """A freed place is kept for the first who waited. `invitation` is gone once it is answered."""

    offer: int
    person: int
    invitation: int


@dataclass(frozen=True)
class PlaceConfirmed(Fact, name="enrolment.place_confirmed"):
    offer: int
    person: int
    number: int


@dataclass(frozen=True)
class PlaceGivenUp(Fact, name="enrolment.place_given_up"):
    """A place, an invitation or a number on the waiting list went. `withdrawal` says why."""

    offer: int
    person: int
    withdrawal: int


@dataclass(frozen=True)
class WithdrawalUndone(Fact, name="enrolment.withdrawal_undone"):
    """What was given up by mistake is there again, as it was."""

    offer: int
    person: int
    withdrawal: int


@dataclass(frozen=True)
class ChoicesMade(Fact, name="enrolment.choices_made"):
    group: int
    person: int


@dataclass(frozen=True)
class DrawCommitted(Fact, name="enrolment.draw_committed"):
    draw: int


@dataclass(frozen=True)
class RosterFrozen(Fact, name="enrolment.roster_frozen"):
    draw: int


@dataclass(frozen=True)
class DrawDone(Fact, name="enrolment.draw_done"):
    draw: int


@dataclass(frozen=True)
class CheckedIn(Fact, name="enrolment.checked_in"):
    offer: int
    person: int
    session: str


@dataclass(frozen=True)
class MarkedAbsent(Fact, name="enrolment.marked_absent"):
    offer: int
    person: int
    session: str


@dataclass(frozen=True)
class Paused(Fact, name="enrolment.paused"):
    """`quietly`: whoever noted the absence tells the person, in one message with all that follows."""

    person: int
    pause: int
    quietly: bool = False


@dataclass(frozen=True)
class PauseLifted(Fact, name="enrolment.pause_lifted"):
    person: int
    pause: int
