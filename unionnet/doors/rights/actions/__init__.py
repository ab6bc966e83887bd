# SPDX-License-Identifier: Apache-2.0
"""The verbs of this app, one family a file."""

from unionnet.doors.rights.actions.alarms import close_alarm, raise_alarm, take_step
from unionnet.doors.rights.actions.closing import (
    ask_to_close,
    close_for_relatives,
    finish_closures,
    forget_the_departed,
    take_closure_back,
)
from unionnet.doors.rights.actions.copying import ask_copy, fetch_copy, make_waiting_copies
from unionnet.doors.rights.actions.correcting import accept_correction, ask_correction, refuse_correction
from unionnet.doors.rights.actions.incidents import (
    close_incident,
    find_affected,
    note_report,
    record_incident,
    tell_affected,
)
from unionnet.doors.rights.actions.purging import purge_what_is_over

__all__ = [
    "accept_correction",
    "ask_copy",
    "ask_correction",
    "ask_to_close",
    "close_alarm",
    "close_for_relatives",
    "close_incident",
    "fetch_copy",
    "find_affected",
    "finish_closures",
    "forget_the_departed",
    "make_waiting_copies",
    "note_report",
    "purge_what_is_over",
    "raise_alarm",
    "record_incident",
    "refuse_correction",
    "take_closure_back",
    "take_step",
    "tell_affected",
]
