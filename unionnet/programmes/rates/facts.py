# SPDX-License-Identifier: Apache-2.0
"""What others may hear of the rates. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class MonthSealed(Fact, name="rates.month_sealed"):
    seal_id: int
    organisation_id: int
    month: str
