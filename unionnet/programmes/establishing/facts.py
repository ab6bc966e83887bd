# SPDX-License-Identifier: Apache-2.0
"""What others may hear of unions coming into being and ending. Ids, days and numbers of documents only."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class EstablishmentBegun(Fact, name="establishing.begun"):
    establishment: int


@dataclass(frozen=True)
class EstablishmentMoved(Fact, name="establishing.moved"):
    """One step further, or back after a no."""

    establishment: int
    state: str
    basis: str


@dataclass(frozen=True)
class UnionEstablished(Fact, name="establishing.established"):
    """The union stands in the tree. Who was elected is kept with the establishment; `term_years` begin on
    the day of the election."""

    establishment: int
    organisation: int
    since: str
    held_on: str
    term_years: int
    basis: str


@dataclass(frozen=True)
class LegalPersonRegistered(Fact, name="establishing.legal_person_registered"):
    establishment: int
    organisation: int
    until: str


@dataclass(frozen=True)
class UnionEnded(Fact, name="establishing.ended"):
    ending: int
    organisation: int
    way: str
    into: int | None
    basis: str


@dataclass(frozen=True)
class CampaignSet(Fact, name="establishing.campaign_set"):
    campaign: int
    targets: int
