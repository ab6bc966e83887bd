# SPDX-License-Identifier: Apache-2.0
"""The verbs of campaigns, one family a file."""

from unionnet.programmes.campaigns.actions.campaigns import (
    Terms,
    change_campaign,
    close_campaign,
    name_partner,
    open_campaign,
)
from unionnet.programmes.campaigns.actions.giving import copy_receipts, drop_receipt, give_at
from unionnet.programmes.campaigns.actions.holding import copy_attendance, hold, offer_places

__all__ = [
    "Terms",
    "change_campaign",
    "close_campaign",
    "copy_attendance",
    "copy_receipts",
    "drop_receipt",
    "give_at",
    "hold",
    "name_partner",
    "offer_places",
    "open_campaign",
]
