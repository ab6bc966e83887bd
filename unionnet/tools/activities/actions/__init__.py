# SPDX-License-Identifier: Apache-2.0
"""The verbs of the file of an activity, one family a file."""

from unionnet.tools.activities.actions.attending import (
    declare_heads,
    note_attendance,
    note_crowd,
    sign_in,
    strike,
    strike_from_crowd,
    take_roster,
    write_down,
)
from unionnet.tools.activities.actions.bundling import ask_bundle, forget_old_bundles, make_waiting_bundles
from unionnet.tools.activities.actions.filing import (
    add_document,
    add_photo,
    add_supplement,
    finish_follow_up,
    hand_in,
    set_follow_up,
)
from unionnet.tools.activities.actions.money import budget, spend, strike_budget
from unionnet.tools.activities.actions.moving import move, write_outcome
from unionnet.tools.activities.actions.planning import (
    Plan,
    add_host,
    add_session,
    change_plan,
    plan_activity,
    remove_host,
    repeat,
)

__all__ = [
    "Plan",
    "add_document",
    "add_host",
    "add_photo",
    "add_session",
    "add_supplement",
    "ask_bundle",
    "budget",
    "change_plan",
    "declare_heads",
    "finish_follow_up",
    "forget_old_bundles",
    "hand_in",
    "make_waiting_bundles",
    "move",
    "note_attendance",
    "note_crowd",
    "plan_activity",
    "remove_host",
    "repeat",
    "set_follow_up",
    "sign_in",
    "spend",
    "strike",
    "strike_budget",
    "strike_from_crowd",
    "take_roster",
    "write_down",
    "write_outcome",
]
