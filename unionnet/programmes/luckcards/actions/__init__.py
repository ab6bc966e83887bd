# SPDX-License-Identifier: Apache-2.0
"""Verbs of luck cards."""

from unionnet.programmes.luckcards.actions.exchanging import exchange, exchange_all
from unionnet.programmes.luckcards.actions.giving import call_back, offer_card, take_card
from unionnet.programmes.luckcards.actions.holding import (
    CollectionTerms,
    collect,
    open_collection,
    put_up,
    take_down,
)

__all__ = [
    "CollectionTerms",
    "call_back",
    "collect",
    "exchange",
    "exchange_all",
    "offer_card",
    "open_collection",
    "put_up",
    "take_card",
    "take_down",
]
