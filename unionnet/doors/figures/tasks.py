# SPDX-License-Identifier: Apache-2.0
from unionnet.doors.figures.actions import forget_old_days, recount_when_empty, settle
from unionnet.foundation.sweeps import every

every(seconds=0.5)(settle)
every(seconds=5)(recount_when_empty)
every(seconds=86_400)(forget_old_days)
