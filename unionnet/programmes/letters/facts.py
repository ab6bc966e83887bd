# SPDX-License-Identifier: Apache-2.0
"""What others may hear of the letters. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class LetterWritten(Fact, name="letters.written"):
    letter: int
    kind: str


@dataclass(frozen=True)
class LetterDelivered(Fact, name="letters.delivered"):
    letter: int


@dataclass(frozen=True)
class LetterReminded(Fact, name="letters.reminded"):
    """Its term is nearly over, or over: `what` is `near` or `late`."""

    letter: int
    what: str


@dataclass(frozen=True)
class LetterAnswered(Fact, name="letters.answered"):
    letter: int
    answer: str


@dataclass(frozen=True)
class LetterSettled(Fact, name="letters.settled"):
    letter: int
    is_mended: bool


@dataclass(frozen=True)
class DismissalRegistered(Fact, name="letters.dismissal_registered"):
    dismissal: int


@dataclass(frozen=True)
class DismissalReminded(Fact, name="letters.dismissal_reminded"):
    """The day it takes effect is near, and the union has not answered."""

    dismissal: int


@dataclass(frozen=True)
class DismissalAnswered(Fact, name="letters.dismissal_answered"):
    dismissal: int
    has_objection: bool


@dataclass(frozen=True)
class DismissalEnded(Fact, name="letters.dismissal_ended"):
    dismissal: int
    result: str
