# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.tools.enrolment.actions import forget_old_keys, lapse

every(seconds=1)(lapse)
every(seconds=600)(forget_old_keys)
