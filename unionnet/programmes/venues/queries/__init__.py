# SPDX-License-Identifier: Apache-2.0
"""Questions, each shaped for the page that asks it."""

from unionnet.programmes.venues.queries.homes import (
    OnTheWay,
    homes_along,
    homes_managed_by,
    public_homes,
    visit_sums,
    visits_seen_by,
)
from unionnet.programmes.venues.queries.shelves import (
    Shelved,
    catalogue_of,
    copies_of,
    loans_of,
    loans_seen_by,
    missing_of,
    public_titles,
    shelves_managed_by,
    shelves_seen_by,
    stock_take_of,
    sums_of,
)

__all__ = [
    "OnTheWay",
    "Shelved",
    "catalogue_of",
    "copies_of",
    "homes_along",
    "homes_managed_by",
    "loans_of",
    "loans_seen_by",
    "missing_of",
    "public_homes",
    "public_titles",
    "shelves_managed_by",
    "shelves_seen_by",
    "stock_take_of",
    "sums_of",
    "visit_sums",
    "visits_seen_by",
]
