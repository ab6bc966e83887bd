# SPDX-License-Identifier: Apache-2.0
from unionnet.programmes.stations.actions.accepting import accept, declare_built, send_back
from unionnet.programmes.stations.actions.costs import record_cost, record_visits
from unionnet.programmes.stations.actions.locks import drop_lock, let_in, note_entries, put_lock
from unionnet.programmes.stations.actions.opinions import answer_opinion, leave_opinion
from unionnet.programmes.stations.actions.standards import check_standard, follow_candidacy, nominate
from unionnet.programmes.stations.actions.surveys import answer_survey, open_survey
from unionnet.programmes.stations.actions.tending import (
    answer_shortage,
    ask_for,
    patrol,
    report_broken,
    switch_door,
)

__all__ = [
    "accept",
    "answer_opinion",
    "answer_shortage",
    "answer_survey",
    "ask_for",
    "check_standard",
    "declare_built",
    "drop_lock",
    "follow_candidacy",
    "leave_opinion",
    "let_in",
    "nominate",
    "note_entries",
    "open_survey",
    "patrol",
    "put_lock",
    "record_cost",
    "record_visits",
    "report_broken",
    "send_back",
    "switch_door",
]
