# SPDX-License-Identifier: Apache-2.0
"""The verbs of the seats, one family a file. What becomes of a case is done by casework."""

from unionnet.doors.seats.actions.drafting import save_draft
from unionnet.doors.seats.actions.ending import Taken, make_case, settle
from unionnet.doors.seats.actions.hearing import Heard, hear
from unionnet.doors.seats.actions.phrases import keep_phrase, withdraw_phrase
from unionnet.doors.seats.actions.picking import note_call, open_number, pick, put_back
from unionnet.doors.seats.actions.sitting import rise, sit

__all__ = [
    "Heard",
    "Taken",
    "hear",
    "keep_phrase",
    "make_case",
    "note_call",
    "open_number",
    "pick",
    "put_back",
    "rise",
    "save_draft",
    "settle",
    "sit",
    "withdraw_phrase",
]
