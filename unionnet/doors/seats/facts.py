# SPDX-License-Identifier: Apache-2.0
"""What others may hear of calls. Ids only: neither number nor word."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class SeatTaken(Fact, name="seats.seat_taken"):
    seat: int


@dataclass(frozen=True)
class SeatLeft(Fact, name="seats.seat_left"):
    seat: int


@dataclass(frozen=True)
class CallHeard(Fact, name="seats.call_heard"):
    """A switchboard told of it: `what` is ring, answer, hang_up or recording."""

    call: int
    what: str


@dataclass(frozen=True)
class CallPicked(Fact, name="seats.call_picked"):
    call: int


@dataclass(frozen=True)
class CallPutBack(Fact, name="seats.call_put_back"):
    call: int


@dataclass(frozen=True)
class NumberOpened(Fact, name="seats.number_opened"):
    """The number of a caller was read in full."""

    call: int


@dataclass(frozen=True)
class CallEnded(Fact, name="seats.call_ended"):
    """`case` is what it became, None with another ending."""

    call: int
    ending: str
    case: int | None


@dataclass(frozen=True)
class PhraseKept(Fact, name="seats.phrase_kept"):
    phrase: int


@dataclass(frozen=True)
class PhraseWithdrawn(Fact, name="seats.phrase_withdrawn"):
    phrase: int
