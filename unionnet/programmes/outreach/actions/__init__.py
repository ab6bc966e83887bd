# SPDX-License-Identifier: Apache-2.0
"""Verbs of the stand, one family a file."""

from unionnet.programmes.outreach.actions.booths import Filled, open_booth, take_slip
from unionnet.programmes.outreach.actions.meetings import (
    Plan,
    answer,
    approve_on_the_spot,
    ask,
    call_meeting,
    hand_out,
    keep_scan,
)

__all__ = [
    "Filled",
    "Plan",
    "answer",
    "approve_on_the_spot",
    "ask",
    "call_meeting",
    "hand_out",
    "keep_scan",
    "open_booth",
    "take_slip",
]
