# SPDX-License-Identifier: Apache-2.0
"""Nouns of what was promised: goals, items, who does which part, what came of it, and the report cards."""

from unionnet.tools.supervision.models.cards import CardLine, ReportCard
from unionnet.tools.supervision.models.following import Chase, Extension, Mark, Report, Step
from unionnet.tools.supervision.models.goals import Goal
from unionnet.tools.supervision.models.items import IN, Indicator, Item, Milestone, Part
from unionnet.tools.supervision.models.offices import GroupMember, Office
from unionnet.tools.supervision.models.suspensions import Postponement, Suspension

__all__ = [
    "IN",
    "CardLine",
    "Chase",
    "Extension",
    "Goal",
    "GroupMember",
    "Indicator",
    "Item",
    "Mark",
    "Milestone",
    "Office",
    "Part",
    "Postponement",
    "Report",
    "ReportCard",
    "Step",
    "Suspension",
]
