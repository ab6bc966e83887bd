# SPDX-License-Identifier: Apache-2.0
"""What others may hear of figures that go up. Ids only; the figures themselves are asked for."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class FormMade(Fact, name="returns.form_made"):
    form: int
    organisation: int


@dataclass(frozen=True)
class PeriodOpened(Fact, name="returns.period_opened"):
    """`units` is how many unions are to fill it."""

    period: int
    units: int


@dataclass(frozen=True)
class ReturnFilled(Fact, name="returns.filled"):
    """Handed to the one who signs."""

    return_of: int
    step: int


@dataclass(frozen=True)
class ReturnSent(Fact, name="returns.sent"):
    return_of: int
    step: int


@dataclass(frozen=True)
class ReturnGivenBack(Fact, name="returns.given_back"):
    return_of: int
    step: int


@dataclass(frozen=True)
class ReturnTakenBack(Fact, name="returns.taken_back"):
    return_of: int


@dataclass(frozen=True)
class ReturnsAccepted(Fact, name="returns.accepted"):
    period: int
    returns: list[int]


@dataclass(frozen=True)
class UnfilledReminded(Fact, name="returns.unfilled_reminded"):
    """`day` tells one reminder from the next; `units` is how many had not sent anything."""

    period: int
    day: str
    units: int


@dataclass(frozen=True)
class PeriodSealed(Fact, name="returns.period_sealed"):
    period: int
    digest: str
    units: int
    missing: int


@dataclass(frozen=True)
class TargetsSet(Fact, name="returns.targets_set"):
    """`units` is for how many unions."""

    period: int
    indicator: int
    units: int


@dataclass(frozen=True)
class SupplementAsked(Fact, name="returns.supplement_asked"):
    supplement: int


@dataclass(frozen=True)
class SupplementAccepted(Fact, name="returns.supplement_accepted"):
    supplement: int
