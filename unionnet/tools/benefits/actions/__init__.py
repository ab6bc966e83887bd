# SPDX-License-Identifier: Apache-2.0
"""Verbs of benefits, one family a file."""

from unionnet.tools.benefits.actions.earning import earn_try, grant_prizes
from unionnet.tools.benefits.actions.giving import (
    GIVEN,
    Signed,
    Terms,
    end_benefit,
    hand_out,
    hand_out_all,
    list_people,
    open_benefit,
)
from unionnet.tools.benefits.actions.raffles import (
    PrizeTerms,
    RaffleTerms,
    cancel_raffle,
    draw_list,
    freeze_list,
    open_raffle,
    publish_raffle,
    take_back,
)
from unionnet.tools.benefits.actions.revoking import revoke
from unionnet.tools.benefits.actions.signatures import open_signatures
from unionnet.tools.benefits.actions.stock import (
    Delivery,
    Described,
    allocate,
    count_stock,
    describe_item,
    recall,
    sign_for,
    take_in,
)
from unionnet.tools.benefits.actions.telling import (
    remind_of_prizes,
    tell_entitled,
    tell_list_again,
    tell_newcomers,
)
from unionnet.tools.benefits.actions.trying import MOST as MOST_TRIES
from unionnet.tools.benefits.actions.trying import Luck, Try, pads_of, try_all, try_crowd, try_luck
from unionnet.tools.benefits.actions.vouchers import (
    set_keepers,
    settle,
    sign_merchant,
    use_card,
    withdraw_card,
)

__all__ = [
    "grant_prizes",
    "earn_try",
    "try_luck",
    "try_crowd",
    "try_all",
    "pads_of",
    "Try",
    "Luck",
    "MOST_TRIES",
    "take_back",
    "publish_raffle",
    "open_raffle",
    "freeze_list",
    "draw_list",
    "cancel_raffle",
    "RaffleTerms",
    "PrizeTerms",
    "GIVEN",
    "Delivery",
    "Described",
    "Signed",
    "Terms",
    "allocate",
    "count_stock",
    "describe_item",
    "end_benefit",
    "hand_out",
    "hand_out_all",
    "list_people",
    "open_benefit",
    "open_signatures",
    "recall",
    "revoke",
    "set_keepers",
    "settle",
    "sign_for",
    "sign_merchant",
    "remind_of_prizes",
    "take_in",
    "tell_entitled",
    "tell_list_again",
    "tell_newcomers",
    "use_card",
    "withdraw_card",
]
