# SPDX-License-Identifier: Apache-2.0
from unionnet.doors.figures.actions import recount, recount_when_empty, refresh_stale
from unionnet.foundation.sweeps import every

every(seconds=1)(refresh_stale)
every(seconds=5)(recount_when_empty)
every(seconds=3600)(recount)
