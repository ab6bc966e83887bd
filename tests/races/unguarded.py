# SPDX-License-Identifier: Apache-2.0
"""The product with its guard taken out, for the negative control: a race that cannot be lost proves nothing.

Served instead of unionnet.asgi. The lock is gone and every batch judges by what it read a moment earlier.
"""

import os
import sys
from importlib import import_module
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionnet.settings")

from unionnet.asgi import application

enrol: Any = import_module("unionnet.tools.enrolment.actions.enrol")
gathering: Any = import_module("unionnet.doors.hotlane.gathering")

# Neither lock nor count: each batch believes that as many are free as there ever were.
enrol.LOCK = "SELECT %(offers)s::bigint[]"
for guarded, unguarded in (
    ("SET taken = o.taken + c.taken,", "SET taken = least(o.size, o.taken + c.taken),"),
    ("THEN 0 ELSE o.size - o.taken - o.held END AS free", "THEN 0 ELSE o.size END AS free"),
):
    if guarded not in enrol.ENROL:
        sys.exit(f"the guard is not where it was: {guarded}")
    enrol.ENROL = enrol.ENROL.replace(guarded, unguarded)
gathering.MOST = 8

__all__ = ["application"]
