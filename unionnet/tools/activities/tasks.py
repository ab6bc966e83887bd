# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.sweeps import every
from unionnet.tools.activities.actions import forget_old_bundles, make_waiting_bundles

every(seconds=0.5)(make_waiting_bundles)
every(seconds=600)(forget_old_bundles)
