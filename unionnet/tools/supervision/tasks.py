# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.tools.supervision.actions import chase_by_the_clock, mark_colours

every(seconds=1800)(chase_by_the_clock)
every(seconds=3600)(mark_colours)
