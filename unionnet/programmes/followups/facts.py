# SPDX-License-Identifier: Apache-2.0
"""What others may hear of what a meeting left to do. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class FollowUpHandedOver(Fact, name="followups.handed_over"):
    """The office follows it from here on."""

    follow_up_id: int
    item_id: int
