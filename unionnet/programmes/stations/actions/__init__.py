# SPDX-License-Identifier: Apache-2.0
from unionnet.programmes.stations.actions.accepting import accept, declare_built, send_back
from unionnet.programmes.stations.actions.costs import record_cost
from unionnet.programmes.stations.actions.locks import drop_lock, let_in, note_entries, put_lock
from unionnet.programmes.stations.actions.surveys import answer_survey, open_survey

__all__ = [
    "accept",
    "answer_survey",
    "declare_built",
    "drop_lock",
    "let_in",
    "note_entries",
    "open_survey",
    "put_lock",
    "record_cost",
    "send_back",
]
