# SPDX-License-Identifier: Apache-2.0
"""The verbs of committees and re-elections, one family a file."""

from unionnet.programmes.committees.actions.bodies import (
    TermPlan,
    Vote,
    end_committees_of,
    fill_seat,
    leave_seat,
    register_committee,
)
from unionnet.programmes.committees.actions.checkups import check, check_everything, check_new, check_oldest
from unionnet.programmes.committees.actions.deciding import follow_election, outcomes, report
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
    follow_permission,
    take_silence_for_consent,
)
from unionnet.programmes.committees.actions.reminding import remind

__all__ = [
    "ElectionPlan",
    "TermPlan",
    "Turnout",
    "Vote",
    "abandon",
    "ask_permission",
    "change_plan",
    "check",
    "check_everything",
    "check_new",
    "check_oldest",
    "count_votes",
    "drop_candidate",
    "end_committees_of",
    "fill_seat",
    "follow_election",
    "follow_permission",
    "give_posts",
    "hand_over",
    "leave_seat",
    "nominate",
    "outcomes",
    "prepare_election",
    "register_committee",
    "remind",
    "reopen",
    "report",
    "take_silence_for_consent",
]
