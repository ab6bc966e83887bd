# SPDX-License-Identifier: Apache-2.0
"""Nouns of what is followed to its end: a case of a kind, its dispatches, the steps of its story."""

from unionnet.tools.casework.models.cases import ENDED, OPEN, Case, spelt
from unionnet.tools.casework.models.dispatches import LIVE, TRAY, Dispatch, Reminder
from unionnet.tools.casework.models.kinds import PLAIN, PLAIN_NAME, Flow, Kind, spoken
from unionnet.tools.casework.models.stories import Extension, Need, Paper, Step
from unionnet.tools.casework.models.tallies import Tally

__all__ = [
    "ENDED",
    "LIVE",
    "OPEN",
    "PLAIN",
    "PLAIN_NAME",
    "TRAY",
    "Case",
    "Dispatch",
    "Extension",
    "Flow",
    "Kind",
    "Need",
    "Paper",
    "Reminder",
    "Step",
    "Tally",
    "spelt",
    "spoken",
]
