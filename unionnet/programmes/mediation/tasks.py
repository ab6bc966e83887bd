# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.programmes.mediation.actions import time_over

every(seconds=300)(time_over)
