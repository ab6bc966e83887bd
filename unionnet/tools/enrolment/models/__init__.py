# SPDX-License-Identifier: Apache-2.0
"""Nouns of the scarce: an offer, and everything a person can have of it."""

from unionnet.tools.enrolment.models.attendance import Attendance, Pause
from unionnet.tools.enrolment.models.draws import Draw
from unionnet.tools.enrolment.models.entries import (
    Choice,
    Invitation,
    KeyedRequest,
    Place,
    Undo,
    Waiting,
    Withdrawal,
)
from unionnet.tools.enrolment.models.offers import Offer, OfferGroup

__all__ = [
    "Attendance",
    "Choice",
    "Draw",
    "Invitation",
    "KeyedRequest",
    "Offer",
    "OfferGroup",
    "Pause",
    "Place",
    "Undo",
    "Waiting",
    "Withdrawal",
]
