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
