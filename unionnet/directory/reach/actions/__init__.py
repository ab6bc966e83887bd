# SPDX-License-Identifier: Apache-2.0
"""The verbs of reach, one family a file."""

from unionnet.directory.reach.actions.budget import set_budget, take_from_budget
from unionnet.directory.reach.actions.codes import forget_code_turns, forget_code_turns_of, take_code_turn
from unionnet.directory.reach.actions.deliver import send_waiting
from unionnet.directory.reach.actions.message import (
    Draft,
    confirm_message,
    discard_message,
    draft_message,
    spread_messages,
)
from unionnet.directory.reach.actions.notify import choose_channels, notify, notify_all
from unionnet.directory.reach.actions.read import forget_old_notices, mark_all_read, mark_read

__all__ = [
    "Draft",
    "choose_channels",
    "confirm_message",
    "discard_message",
    "draft_message",
    "forget_code_turns",
    "forget_code_turns_of",
    "forget_old_notices",
    "mark_all_read",
    "mark_read",
    "notify",
    "notify_all",
    "send_waiting",
    "set_budget",
    "spread_messages",
    "take_code_turn",
    "take_from_budget",
]
