# SPDX-License-Identifier: Apache-2.0
from unionnet.programmes.stations.rules.opening import (
    gaps_of,
    why_not_accept,
    why_not_declare,
    why_not_enter,
)
from unionnet.programmes.stations.rules.opinions import why_not_answer_opinion, why_not_leave_opinion
from unionnet.programmes.stations.rules.standards import why_not_check, why_not_nominate
from unionnet.programmes.stations.rules.surveys import OTHERS, why_not_answer, why_not_these_questions
from unionnet.programmes.stations.rules.tending import (
    LATE,
    colour_of,
    why_not_answer_shortage,
    why_not_ask_for,
    why_not_late_door,
    why_not_patrol,
)

__all__ = [
    "LATE",
    "OTHERS",
    "colour_of",
    "gaps_of",
    "why_not_accept",
    "why_not_answer",
    "why_not_answer_opinion",
    "why_not_answer_shortage",
    "why_not_ask_for",
    "why_not_check",
    "why_not_declare",
    "why_not_enter",
    "why_not_late_door",
    "why_not_leave_opinion",
    "why_not_nominate",
    "why_not_patrol",
    "why_not_these_questions",
]
