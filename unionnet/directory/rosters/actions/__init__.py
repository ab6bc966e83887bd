# SPDX-License-Identifier: Apache-2.0
from unionnet.directory.rosters.actions.comparing import forget_old_comparisons, keep_comparison
from unionnet.directory.rosters.actions.keeping import (
    draft_roster,
    forget_old_rows,
    import_roster,
    read_otherwise,
)
from unionnet.directory.rosters.actions.taking import take_waiting_rows
from unionnet.directory.rosters.actions.undoing import undo_roster

__all__ = [
    "draft_roster",
    "forget_old_comparisons",
    "forget_old_rows",
    "import_roster",
    "keep_comparison",
    "read_otherwise",
    "take_waiting_rows",
    "undo_roster",
]
