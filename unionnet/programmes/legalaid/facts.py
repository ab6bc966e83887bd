# SPDX-License-Identifier: Apache-2.0
"""What others may hear of legal aid. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class AidAsked(Fact, name="legalaid.asked"):
    aid: int
    case: int


@dataclass(frozen=True)
class AidMoved(Fact, name="legalaid.moved"):
    """`move` is one of `rules.MOVES`."""

    aid: int
    move: str


@dataclass(frozen=True)
class LawyerListed(Fact, name="legalaid.lawyer_listed"):
    lawyer: int
    organisation: int


@dataclass(frozen=True)
class LawyerLeft(Fact, name="legalaid.lawyer_left"):
    lawyer: int


@dataclass(frozen=True)
class PhonesSet(Fact, name="legalaid.phones_set"):
    organisation: int
