# SPDX-License-Identifier: Apache-2.0
from unionnet.programmes.hardship.actions.appealing import answer_appeal, appeal
from unionnet.programmes.hardship.actions.applying import (
    Newcomer,
    Situation,
    add_member,
    add_proof,
    begin,
    drop_member,
    drop_proof,
    forget_of,
    say_account,
    say_situation,
    send,
    take_back,
)
from unionnet.programmes.hardship.actions.checking import answer_list, ask_list, let_go, take_list
from unionnet.programmes.hardship.actions.deciding import publish, register, reject
from unionnet.programmes.hardship.actions.examining import (
    Seen,
    first_check,
    give_back,
    open_dossier,
    record_visit,
)
from unionnet.programmes.hardship.actions.helping import (
    Help,
    end,
    follow_up,
    give_aid,
    review,
    tell_reviews_due,
)
from unionnet.programmes.hardship.actions.learning import Plan, hand_tags, make_course, take_seat

__all__ = [
    "Help",
    "Newcomer",
    "Plan",
    "Seen",
    "Situation",
    "add_member",
    "add_proof",
    "answer_appeal",
    "answer_list",
    "appeal",
    "ask_list",
    "begin",
    "drop_member",
    "drop_proof",
    "end",
    "first_check",
    "follow_up",
    "forget_of",
    "give_aid",
    "give_back",
    "hand_tags",
    "let_go",
    "make_course",
    "open_dossier",
    "publish",
    "record_visit",
    "register",
    "reject",
    "review",
    "say_account",
    "say_situation",
    "send",
    "take_back",
    "take_list",
    "take_seat",
    "tell_reviews_due",
]
