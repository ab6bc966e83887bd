# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.tools.submissions.actions import remind

every(seconds=1800)(remind)
