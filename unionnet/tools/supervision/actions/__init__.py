# SPDX-License-Identifier: Apache-2.0
"""The verbs of what was promised, one family a file."""

from unionnet.tools.supervision.actions.assigning import Share, assign, decompose, pass_on, put_officer
from unionnet.tools.supervision.actions.cards import make_card
from unionnet.tools.supervision.actions.chasing import chase, chase_by_the_clock, mark_colours
from unionnet.tools.supervision.actions.checking import Judgement, accept, close, give_back
from unionnet.tools.supervision.actions.collecting import (
    Origin,
    Words,
    archive,
    collect,
    drop,
    register,
    revise,
)
from unionnet.tools.supervision.actions.doing import (
    Progress,
    answer_extension,
    ask_for_time,
    hand_in,
    report,
    sign,
)
from unionnet.tools.supervision.actions.goals import change_goal, load_recipe, make_goal
from unionnet.tools.supervision.actions.offices import (
    reach_milestone,
    set_indicator,
    set_milestone,
    set_office,
    tell_figure,
)
from unionnet.tools.supervision.actions.suspending import resume, resume_by_the_clock, suspend

__all__ = [
    "Judgement",
    "Origin",
    "Progress",
    "Share",
    "Words",
    "accept",
    "answer_extension",
    "archive",
    "ask_for_time",
    "assign",
    "change_goal",
    "chase",
    "chase_by_the_clock",
    "close",
    "collect",
    "decompose",
    "drop",
    "give_back",
    "hand_in",
    "load_recipe",
    "make_card",
    "make_goal",
    "mark_colours",
    "pass_on",
    "put_officer",
    "reach_milestone",
    "register",
    "report",
    "resume",
    "resume_by_the_clock",
    "revise",
    "set_indicator",
    "set_milestone",
    "set_office",
    "sign",
    "suspend",
    "tell_figure",
]
