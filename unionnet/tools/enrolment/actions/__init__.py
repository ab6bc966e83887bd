# SPDX-License-Identifier: Apache-2.0
"""The verbs of enrolment, one family a file."""

from unionnet.tools.enrolment.actions.attendance import check_in, excuse, lift_pause, mark_absent
from unionnet.tools.enrolment.actions.draws import choose, draw_lots, freeze_roster
from unionnet.tools.enrolment.actions.enrol import MOST, Answer, Request, enrol, enrol_all, enrol_crowd
from unionnet.tools.enrolment.actions.giving_up import confirm, lapse, withdraw
from unionnet.tools.enrolment.actions.offers import cancel_offer, change_offer, make_group, make_offer
from unionnet.tools.enrolment.actions.tidying import forget_old_keys
from unionnet.tools.enrolment.actions.undoing import undo

__all__ = [
    "MOST",
    "Answer",
    "Request",
    "cancel_offer",
    "change_offer",
    "check_in",
    "choose",
    "confirm",
    "draw_lots",
    "enrol",
    "enrol_all",
    "enrol_crowd",
    "excuse",
    "forget_old_keys",
    "freeze_roster",
    "lapse",
    "lift_pause",
    "make_group",
    "make_offer",
    "mark_absent",
    "undo",
    "withdraw",
]
