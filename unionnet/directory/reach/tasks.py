# SPDX-License-Identifier: Apache-2.0
from unionnet.directory.reach.actions import (
    forget_code_turns,
    forget_old_notices,
    send_waiting,
    spread_messages,
)
from unionnet.foundation.sweeps import every

every(seconds=1)(send_waiting)
every(seconds=1)(spread_messages)
every(seconds=3600)(forget_code_turns)
every(seconds=600)(forget_old_notices)
