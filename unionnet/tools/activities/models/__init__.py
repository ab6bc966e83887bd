# SPDX-License-Identifier: Apache-2.0
"""The nouns of the file of an activity, one family a file."""

from unionnet.tools.activities.models.activities import Activity, Host, Session, Step
from unionnet.tools.activities.models.attending import Attendee, HeadCount
from unionnet.tools.activities.models.bundles import Bundle, BundlePiece
from unionnet.tools.activities.models.money import BudgetLine, Expense
from unionnet.tools.activities.models.papers import Document, FollowUp, Photo, Supplement

__all__ = [
    "Activity",
    "Attendee",
    "BudgetLine",
    "Bundle",
    "BundlePiece",
    "Document",
    "Expense",
    "FollowUp",
    "HeadCount",
    "Host",
    "Photo",
    "Session",
    "Step",
    "Supplement",
]
