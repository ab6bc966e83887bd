# SPDX-License-Identifier: Apache-2.0
"""What one person may ask about themselves."""

from unionnet.doors.rights.queries.alarms import Deed, deeds_of, is_frozen, open_alarm
from unionnet.doors.rights.queries.closing import (
    Consequences,
    Hold,
    closures_of,
    consequences,
    copies_of,
    open_closure,
    running_offers_of,
)
from unionnet.doors.rights.queries.corrections import corrections_of, corrections_seen_by, wanted_in
from unionnet.doors.rights.queries.held import Kind, Shown, held_of, kind_of, rows_of, shown
from unionnet.doors.rights.queries.incidents import incidents_seen_by, progress_of

__all__ = [
    "Consequences",
    "Deed",
    "Hold",
    "Kind",
    "Shown",
    "closures_of",
    "consequences",
    "copies_of",
    "corrections_of",
    "corrections_seen_by",
    "deeds_of",
    "held_of",
    "incidents_seen_by",
    "is_frozen",
    "kind_of",
    "open_alarm",
    "open_closure",
    "progress_of",
    "rows_of",
    "running_offers_of",
    "shown",
    "wanted_in",
]
