# SPDX-License-Identifier: Apache-2.0
"""The verbs of venues, one family a file."""

from unionnet.programmes.venues.actions.homes import Item, change_home, count_visits, open_home
from unionnet.programmes.venues.actions.shelves import (
    begin_stock_take,
    catalogue,
    close_stock_take,
    lend,
    open_shelf,
    remind,
    remove_copy,
    return_copy,
    see_copies,
)

__all__ = [
    "Item",
    "begin_stock_take",
    "catalogue",
    "change_home",
    "close_stock_take",
    "count_visits",
    "lend",
    "open_home",
    "open_shelf",
    "remind",
    "remove_copy",
    "return_copy",
    "see_copies",
]
