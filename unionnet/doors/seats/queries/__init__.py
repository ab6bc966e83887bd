# SPDX-License-Identifier: Apache-2.0
"""The questions of the seats."""

from unionnet.doors.seats.queries.applies import Applies, what_applies
from unionnet.doors.seats.queries.callers import Caller, caller_of
from unionnet.doors.seats.queries.calls import (
    calls_at_desk,
    calls_told_to,
    desks_that_answer,
    desks_that_connect,
    draft_of,
    in_hand_of,
    open_calls_of,
    phrases_at,
    phrases_seen_by,
    seat_of,
    seats_at,
    waiting_at,
)
from unionnet.doors.seats.queries.counts import AskedLine, Week, asked_in, unions_counted, week_of

__all__ = [
    "Applies",
    "AskedLine",
    "Caller",
    "Week",
    "asked_in",
    "caller_of",
    "calls_at_desk",
    "calls_told_to",
    "desks_that_answer",
    "desks_that_connect",
    "draft_of",
    "in_hand_of",
    "open_calls_of",
    "phrases_at",
    "phrases_seen_by",
    "seat_of",
    "seats_at",
    "unions_counted",
    "waiting_at",
    "week_of",
    "what_applies",
]
