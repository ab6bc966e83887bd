# SPDX-License-Identifier: Apache-2.0
"""The product with its guard taken out, for the negative control: a race that cannot be lost proves nothing.

Served instead of unionnet.asgi. The lock is gone and every batch judges by what it read a moment earlier.
"""

import os
import sys
import time
from importlib import import_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionnet.settings")

from unionnet.asgi import application

enrol = import_module("unionnet.tools.enrolment.actions.enrol")
gathering = import_module("unionnet.doors.hotlane.gathering")

GUARDED = enrol.ENROL
# Neither lock nor count: each batch believes the number that was free when it last looked.
enrol.LOCK = "SELECT %(offers)s::bigint[]"
enrol.ENROL = GUARDED.replace(
    "SET taken = o.taken + c.taken,", "SET taken = least(o.size, o.taken + c.taken),"
)
enrol.ENROL = enrol.ENROL.replace(
    "THEN 0 ELSE o.size - o.taken - o.held END AS free", "THEN 0 ELSE o.size END AS free"
)
gathering.MOST = 8
sys.setswitchinterval(0.001)
time.sleep(0)

__all__ = ["application"]
