# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.tools.supervision.actions import chase_by_the_clock, mark_colours, resume_by_the_clock

# What resumes today is due again today: first the clock that stood still, then those that ask it.
every(seconds=1800)(resume_by_the_clock)
every(seconds=1800)(chase_by_the_clock)
every(seconds=3600)(mark_colours)
