# SPDX-License-Identifier: Apache-2.0
"""What others may hear of incidents. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class IncidentRaised(Fact, name="incidents.raised"):
    incident: int
    case: int
    is_drill: bool


@dataclass(frozen=True)
class IncidentReported(Fact, name="incidents.reported"):
    """The authority was told."""

    incident: int


@dataclass(frozen=True)
class IncidentSettled(Fact, name="incidents.settled"):
    incident: int


@dataclass(frozen=True)
class DutySet(Fact, name="incidents.duty_set"):
    organisation: int
    lines: dict[str, int]
