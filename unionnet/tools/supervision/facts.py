# SPDX-License-Identifier: Apache-2.0
"""What others may hear of what was promised. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class ItemCollected(Fact, name="supervision.item_collected"):
    item: int
    origin: str


@dataclass(frozen=True)
class ItemMoved(Fact, name="supervision.item_moved"):
    """Registered, dropped, closed or archived. `origin` says which app hears of its own."""

    item: int
    move: str
    step: int
    origin: str


@dataclass(frozen=True)
class ItemAssigned(Fact, name="supervision.item_assigned"):
    item: int
    parts: list[int]


@dataclass(frozen=True)
class PartMoved(Fact, name="supervision.part_moved"):
    """Signed for, handed in, given back or accepted."""

    part: int
    move: str
    step: int


@dataclass(frozen=True)
class ReportMade(Fact, name="supervision.report_made"):
    report: int
    part: int


@dataclass(frozen=True)
class PartPassedOn(Fact, name="supervision.part_passed_on"):
    """Another union has it now, or another officer."""

    part: int
    step: int


@dataclass(frozen=True)
class PartsChased(Fact, name="supervision.parts_chased"):
    chases: list[int]


@dataclass(frozen=True)
class ExtensionAsked(Fact, name="supervision.extension_asked"):
    extension: int


@dataclass(frozen=True)
class ExtensionDecided(Fact, name="supervision.extension_decided"):
    extension: int
    granted: bool


@dataclass(frozen=True)
class GoalsChanged(Fact, name="supervision.goals_changed"):
    organisation: int
    goals: list[int]


@dataclass(frozen=True)
class OfficeSet(Fact, name="supervision.office_set"):
    office: int
    group: list[int]


@dataclass(frozen=True)
class ItemDetailed(Fact, name="supervision.item_detailed"):
    """An indicator or a milestone was set, told or reached."""

    item: int
    what: str
    row: int


@dataclass(frozen=True)
class CardMade(Fact, name="supervision.card_made"):
    card: int
    digest: str
