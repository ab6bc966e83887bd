# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.tools.booking.actions import close_past

every(seconds=60)(close_past)
