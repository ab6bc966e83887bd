# SPDX-License-Identifier: Apache-2.0
"""The verbs of casework, one family a file."""

from unionnet.tools.casework.actions.callers import open_caller
from unionnet.tools.casework.actions.dispatching import (
    at_the_desk,
    dispatch,
    give_back,
    recall,
    sign_for,
    take,
)
from unionnet.tools.casework.actions.ending import (
    answer,
    archive,
    call_back,
    check,
    close,
    give_up,
    rate,
    reject,
    terminate,
    transfer,
)
from unionnet.tools.casework.actions.helping import assist, drop_part, give_part_back, reply_part, sign_part
from unionnet.tools.casework.actions.joining import merge, split
from unionnet.tools.casework.actions.kinds import (
    Grade,
    KindTerms,
    NeedTerms,
    define_kind,
    plain_kind,
    set_flow,
)
from unionnet.tools.casework.actions.marking import mark_below
from unionnet.tools.casework.actions.needing import supply
from unionnet.tools.casework.actions.papers import add, add_for_first
from unionnet.tools.casework.actions.reminding import remind
from unionnet.tools.casework.actions.replying import pass_up, reply, send_back
from unionnet.tools.casework.actions.sending_on import Order, dispatch_all
from unionnet.tools.casework.actions.taking_in import Matter, Owner, Source, take_in
from unionnet.tools.casework.actions.tallying import add_up
from unionnet.tools.casework.actions.timing import (
    ask_time,
    begin_stage,
    classify,
    decide_time,
    pause,
    resume,
)

__all__ = [
    "Grade",
    "KindTerms",
    "Matter",
    "NeedTerms",
    "Order",
    "Owner",
    "Source",
    "add",
    "add_for_first",
    "add_up",
    "answer",
    "archive",
    "ask_time",
    "assist",
    "at_the_desk",
    "begin_stage",
    "call_back",
    "check",
    "classify",
    "close",
    "decide_time",
    "define_kind",
    "dispatch",
    "dispatch_all",
    "drop_part",
    "give_back",
    "give_part_back",
    "give_up",
    "mark_below",
    "merge",
    "open_caller",
    "pass_up",
    "pause",
    "plain_kind",
    "rate",
    "recall",
    "reject",
    "remind",
    "reply",
    "reply_part",
    "resume",
    "send_back",
    "set_flow",
    "sign_for",
    "sign_part",
    "split",
    "supply",
    "take",
    "take_in",
    "terminate",
    "transfer",
]
