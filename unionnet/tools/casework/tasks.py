# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.tools.casework.actions import add_up, remind

every(seconds=300)(remind)
every(seconds=600)(add_up)
