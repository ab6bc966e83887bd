# SPDX-License-Identifier: Apache-2.0
"""What others may hear of mediation. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class MediationAsked(Fact, name="mediation.asked"):
    mediation: int
    case: int


@dataclass(frozen=True)
class MediationMoved(Fact, name="mediation.moved"):
    """`move` is one of `rules.MOVES`; `step` the line of the case's story that was written with it;
    `by_employer`: on its own page."""

    mediation: int
    move: str
    step: int
    by_employer: bool


@dataclass(frozen=True)
class MediationTimeOver(Fact, name="mediation.time_over"):
    """The days of mediation passed without agreement."""

    mediation: int


@dataclass(frozen=True)
class MediatorListed(Fact, name="mediation.mediator_listed"):
    mediator: int
    organisation: int


@dataclass(frozen=True)
class MediatorLeft(Fact, name="mediation.mediator_left"):
    mediator: int
