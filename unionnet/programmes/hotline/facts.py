# SPDX-License-Identifier: Apache-2.0
"""What others may hear of the hotline. What happens to an order is told by casework."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class OrdersTakenIn(Fact, name="hotline.taken_in"):
    """From a file: how many were new, and how many lines of it were refused."""

    organisation: int
    channel: str
    new: int
    refused: int


@dataclass(frozen=True)
class HandedOver(Fact, name="hotline.handed_over"):
    handover: int
    case: int


@dataclass(frozen=True)
class PutOnWatch(Fact, name="hotline.watched"):
    watched: int
    case: int
    reason: str


@dataclass(frozen=True)
class WatchSettled(Fact, name="hotline.settled"):
    watched: int
    case: int


@dataclass(frozen=True)
class CutOffMade(Fact, name="hotline.cutoff_made"):
    cutoff: int
    digest: str
