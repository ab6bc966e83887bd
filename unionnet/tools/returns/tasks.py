# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.tools.returns.actions import remind_before_due

every(seconds=1800)(remind_before_due)
