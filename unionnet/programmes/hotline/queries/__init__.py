# SPDX-License-Identifier: Apache-2.0
"""The questions of the hotline."""

from unionnet.programmes.hotline.queries.cutoffs import Sheet, cutoffs_seen_by, sheet_of
from unionnet.programmes.hotline.queries.orders import (
    answers_seen_by,
    handover_of,
    next_after,
    orders_to_do,
    watched_of,
    watched_seen_by,
)
from unionnet.programmes.hotline.queries.standing import order_kinds

__all__ = [
    "Sheet",
    "answers_seen_by",
    "cutoffs_seen_by",
    "handover_of",
    "next_after",
    "order_kinds",
    "orders_to_do",
    "sheet_of",
    "watched_of",
    "watched_seen_by",
]
