# SPDX-License-Identifier: Apache-2.0
"""The verbs of establishing, one family a file."""

from unionnet.programmes.establishing.actions.beginning import Particulars, begin, change
from unionnet.programmes.establishing.actions.campaigns import Aim, set_campaign
from unionnet.programmes.establishing.actions.ending import ask_to_end, end_union
from unionnet.programmes.establishing.actions.founding import register_legal_person
from unionnet.programmes.establishing.actions.moving import follow, found
from unionnet.programmes.establishing.actions.reminding import remind_of_certificates
from unionnet.programmes.establishing.actions.requesting import (
    Election,
    Meeting,
    ask,
    plan_meeting,
    record_election,
)

__all__ = [
    "Aim",
    "Election",
    "Meeting",
    "Particulars",
    "ask",
    "ask_to_end",
    "begin",
    "change",
    "end_union",
    "follow",
    "found",
    "plan_meeting",
    "record_election",
    "register_legal_person",
    "remind_of_certificates",
    "set_campaign",
]
