# SPDX-License-Identifier: Apache-2.0
"""What others may hear of exhibitions."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class ExhibitionPublished(Fact, name="exhibitions.published"):
    exhibition_id: int


@dataclass(frozen=True)
class ExhibitionTakenDown(Fact, name="exhibitions.taken_down"):
    exhibition_id: int


@dataclass(frozen=True)
class WorkTakenDown(Fact, name="exhibitions.work_taken_down"):
    work_id: int
