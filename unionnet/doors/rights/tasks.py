# SPDX-License-Identifier: Apache-2.0
from unionnet.doors.rights import actions
from unionnet.foundation.sweeps import every

every(seconds=0.5)(actions.make_waiting_copies)
every(seconds=60)(actions.finish_closures)
every(seconds=3600)(actions.purge_what_is_over)
every(seconds=86_400)(actions.forget_the_departed)
