# SPDX-License-Identifier: Apache-2.0
"""The verbs of this app, one family a file."""

from unionnet.doors.rights.actions.closing import (
    ask_to_close,
    close_for_relatives,
    finish_closures,
    forget_the_departed,
    take_closure_back,
)
from unionnet.doors.rights.actions.copying import ask_copy, fetch_copy, make_waiting_copies
from unionnet.doors.rights.actions.purging import purge_what_is_over

__all__ = [
    "ask_copy",
    "ask_to_close",
    "close_for_relatives",
    "fetch_copy",
    "finish_closures",
    "forget_the_departed",
    "make_waiting_copies",
    "purge_what_is_over",
    "take_closure_back",
]
