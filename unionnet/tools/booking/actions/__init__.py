# SPDX-License-Identifier: Apache-2.0
"""The verbs of booking, one family a file."""

from unionnet.tools.booking.actions.after import (
    cancel,
    close_past,
    decide,
    lift_ban,
    mark_missed,
    sign_in,
    undo,
)
from unionnet.tools.booking.actions.book import Wish, book, book_series
from unionnet.tools.booking.actions.resources import (
    Hours,
    change_resource,
    close_days,
    dismiss_host,
    lay_down,
    name_host,
    open_again,
    open_resource,
    set_hours,
    withdraw_resource,
)

__all__ = [
    "Hours",
    "Wish",
    "book",
    "book_series",
    "cancel",
    "change_resource",
    "close_days",
    "close_past",
    "decide",
    "dismiss_host",
    "lay_down",
    "lift_ban",
    "mark_missed",
    "name_host",
    "open_again",
    "open_resource",
    "set_hours",
    "sign_in",
    "undo",
    "withdraw_resource",
]
