# SPDX-License-Identifier: Apache-2.0
"""The verbs of the hotline, one family a file. What is done with one order is done by casework."""

from unionnet.programmes.hotline.actions.cutoffs import make_cutoff
from unionnet.programmes.hotline.actions.exchange import (
    OrderLine,
    Outcome,
    hand_over,
    take_in_orders,
)
from unionnet.programmes.hotline.actions.watching import put_on_watch, settle

__all__ = [
    "OrderLine",
    "Outcome",
    "hand_over",
    "make_cutoff",
    "put_on_watch",
    "settle",
    "take_in_orders",
]
