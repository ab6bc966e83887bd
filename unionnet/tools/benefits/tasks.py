# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.tools.benefits.actions import remind_of_prizes, take_back, tell_entitled

every(seconds=60)(take_back)
every(seconds=60)(tell_entitled)
every(seconds=1800)(remind_of_prizes)
