# SPDX-License-Identifier: Apache-2.0
"""What others may hear of running stations. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class CostRecorded(Fact, name="stations.cost_recorded"):
    site_id: int
    cost_id: int
