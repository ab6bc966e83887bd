# SPDX-License-Identifier: Apache-2.0
"""The product with its guard taken out, for the negative control: a race that cannot be lost proves nothing.

Served instead of unionnet.asgi. The lock is gone and every batch judges by what it read a moment earlier.
"""

import os
import sys
from dataclasses import replace
from importlib import import_module
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionnet.settings")

from unionnet.asgi import application
from unionnet.foundation.contended import Contended

enrol: Any = import_module("unionnet.tools.enrolment.actions.enrol")
lane: Any = import_module("unionnet.doors.hotlane.lane").lane
trying: Any = import_module("unionnet.tools.benefits.actions.trying")

# Neither lock nor count: each batch believes that as many are free as there ever were.
verb = enrol.ENROL.verb
for guarded, unguarded in (
    ("SET taken = o.taken + c.taken,", "SET taken = least(o.size, o.taken + c.taken),"),
    ("THEN 0 ELSE o.size - o.taken - o.held END AS free", "THEN 0 ELSE o.size END AS free"),
):
    if guarded not in verb:
        sys.exit(f"the guard is not where it was: {guarded}")
    verb = verb.replace(guarded, unguarded)
enrol.ENROL = Contended("SELECT %(offers)s::bigint[]", verb)
lane.places.gathering._most = 8

# The same for prizes: each batch believes that none was won before it.
verb = trying.TRY.verb
for guarded, unguarded in (
    ('SET "left" = p.left - c.won', 'SET "left" = greatest(p.left - c.won, 0)'),
    ("h.place <= h.left THEN h.prize_id", "h.place <= h.stock THEN h.prize_id"),
    ("AND h.place <= h.left AS wins", "AND h.place <= h.stock AS wins"),
    ("p.is_card, p.left,", "p.is_card, p.left, p.stock,"),
    ("AND NOT r.has_some THEN", "AND false THEN"),
):
    if guarded not in verb:
        sys.exit(f"the guard is not where it was: {guarded}")
    verb = verb.replace(guarded, unguarded)
trying.TRY = replace(trying.TRY, verb=verb)
lane.raffles.gathering._most = 8

__all__ = ["application"]
