# SPDX-License-Identifier: Apache-2.0
from unionnet.programmes.feeds.actions.delivering import note_delivery, note_trouble, send_news
from unionnet.programmes.feeds.actions.mending import correct_datum, swap_spot, vouch_for
from unionnet.programmes.feeds.actions.outlets import (
    Terms,
    change_outlet,
    close_outlet,
    new_key,
    open_outlet,
)
from unionnet.programmes.feeds.actions.refreshing import note_stale, refresh, refresh_stale

__all__ = [
    "Terms",
    "change_outlet",
    "close_outlet",
    "correct_datum",
    "new_key",
    "note_delivery",
    "note_stale",
    "note_trouble",
    "open_outlet",
    "refresh",
    "refresh_stale",
    "send_news",
    "swap_spot",
    "vouch_for",
]
