# SPDX-License-Identifier: Apache-2.0
"""Nouns of benefits: things and where they lie, who is given what, and cards that are used up."""

from unionnet.tools.benefits.models.earned import Earned
from unionnet.tools.benefits.models.giving import (
    STANDS,
    Benefit,
    Content,
    Entitled,
    Receipt,
    Signature,
    Telling,
)
from unionnet.tools.benefits.models.raffles import Entry, GivenBack, Prize, Raffle, Win
from unionnet.tools.benefits.models.stock import Batch, Consignment, Item, Movement, Stock, Stocktake
from unionnet.tools.benefits.models.vouchers import (
    Merchant,
    MerchantItem,
    MerchantKeeper,
    Settlement,
    Use,
    Voucher,
)

__all__ = [
    "STANDS",
    "Win",
    "Raffle",
    "Prize",
    "GivenBack",
    "Entry",
    "Earned",
    "Batch",
    "Benefit",
    "Consignment",
    "Content",
    "Entitled",
    "Item",
    "Merchant",
    "MerchantItem",
    "MerchantKeeper",
    "Movement",
    "Receipt",
    "Settlement",
    "Signature",
    "Stock",
    "Stocktake",
    "Telling",
    "Use",
    "Voucher",
]
