# SPDX-License-Identifier: Apache-2.0
"""The verbs of committees and re-elections, one family a file."""

from unionnet.programmes.committees.actions.bodies import (
    TermPlan,
    Vote,
    fill_seat,
    leave_seat,
    register_committee,
)
from unionnet.programmes.committees.actions.checkups import check, check_everything, check_new, check_oldest
from unionnet.programmes.committees.actions.deciding import (
    approve,
    outcomes,
    send_back,
    submit,
    take_back,
)
from unionnet.programmes.committees.actions.elections import (
    ElectionPlan,
    Turnout,
    abandon,
    change_plan,
    count_votes,
    drop_candidate,
    give_posts,
    nominate,
    prepare_election,
    reopen,
)
from unionnet.programmes.committees.actions.handover import hand_over
from unionnet.programmes.committees.actions.permissions import (
    ask_permission,
    decide_permission,
    take_silence_for_consent,
)
from unionnet.programmes.committees.actions.reminding import remind

__all__ = [
    "ElectionPlan",
    "TermPlan",
    "Turnout",
    "Vote",
    "abandon",
    "approve",
    "ask_permission",
    "change_plan",
    "check",
    "check_everything",
    "check_new",
    "check_oldest",
    "count_votes",
    "decide_permission",
    "drop_candidate",
    "fill_seat",
    "give_posts",
    "hand_over",
    "leave_seat",
    "nominate",
    "outcomes",
    "prepare_election",
    "register_committee",
    "remind",
    "reopen",
    "send_back",
    "submit",
    "take_back",
    "take_silence_for_consent",
]
