# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.programmes.venues.actions import remind

every(seconds=3600)(remind)
