# SPDX-License-Identifier: Apache-2.0
"""The nouns of booking, one family a file."""

from unionnet.tools.booking.models.bookings import Ban, Booking, Series
from unionnet.tools.booking.models.resources import (
    MOST_UNITS,
    ClosingDay,
    Host,
    Kind,
    OpeningRule,
    Resource,
    Terms,
)

__all__ = [
    "MOST_UNITS",
    "Ban",
    "Booking",
    "ClosingDay",
    "Host",
    "Kind",
    "OpeningRule",
    "Resource",
    "Series",
    "Terms",
]
