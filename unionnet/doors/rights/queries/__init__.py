# SPDX-License-Identifier: Apache-2.0
"""What one person may ask about themselves."""

from unionnet.doors.rights.queries.closing import (
    Consequences,
    Hold,
    closures_of,
    consequences,
    copies_of,
    open_closure,
    running_offers_of,
)
from unionnet.doors.rights.queries.held import Kind, Shown, held_of, kind_of, rows_of, shown

__all__ = [
    "Consequences",
    "Hold",
    "Kind",
    "Shown",
    "closures_of",
    "consequences",
    "copies_of",
    "held_of",
    "kind_of",
    "open_closure",
    "rows_of",
    "running_offers_of",
    "shown",
]
