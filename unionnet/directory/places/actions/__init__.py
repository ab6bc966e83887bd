# SPDX-License-Identifier: Apache-2.0
from unionnet.directory.places.actions.faults import reopen_fault, report_fault, resolve_fault
from unionnet.directory.places.actions.importing import Imported, import_sites
from unionnet.directory.places.actions.keeping import (
    close_door,
    open_up,
    undo_note,
    undo_switch,
    write_note,
)
from unionnet.directory.places.actions.register import (
    add_photo,
    change,
    drop_photo,
    forget_exceptions,
    move,
    register,
    take_into_use,
)

__all__ = [
    "Imported",
    "add_photo",
    "change",
    "close_door",
    "drop_photo",
    "forget_exceptions",
    "import_sites",
    "move",
    "open_up",
    "register",
    "reopen_fault",
    "report_fault",
    "resolve_fault",
    "take_into_use",
    "undo_note",
    "undo_switch",
    "write_note",
]
