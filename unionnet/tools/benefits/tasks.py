# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.tools.benefits.actions import take_back

every(seconds=60)(take_back)
