# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class MessageConfirmed(Fact, name="reach.message_confirmed"):
    """An officer sent a notice to many."""

    message_id: int
    organisation_id: int
    people: int


@dataclass(frozen=True)
class BudgetChanged(Fact, name="reach.budget_changed"):
    """How many text messages a union may send in a day was set."""

    organisation_id: int
    texts_a_day: int
