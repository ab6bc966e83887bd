# SPDX-License-Identifier: Apache-2.0
"""What others may hear of benefits. Ids and numbers of things, nobody's name."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class ItemDescribed(Fact, name="benefits.item_described"):
    item_id: int
    organisation_id: int


@dataclass(frozen=True)
class BatchTakenIn(Fact, name="benefits.batch_taken_in"):
    batch_id: int
    stock_id: int
    quantity: int


@dataclass(frozen=True)
class Allocated(Fact, name="benefits.allocated"):
    """From one stock to so many unions below."""

    stock_id: int
    consignment_ids: list[int]


@dataclass(frozen=True)
class ConsignmentClosed(Fact, name="benefits.consignment_closed"):
    """Signed for, or recalled: `state` says which."""

    consignment_id: int
    organisation_id: int
    state: str


@dataclass(frozen=True)
class StockCounted(Fact, name="benefits.stock_counted"):
    stocktake_id: int
    stock_id: int


@dataclass(frozen=True)
class BenefitOpened(Fact, name="benefits.opened"):
    benefit_id: int
    organisation_id: int


@dataclass(frozen=True)
class BenefitEnded(Fact, name="benefits.ended"):
    benefit_id: int


@dataclass(frozen=True)
class PeopleListed(Fact, name="benefits.people_listed"):
    benefit_id: int
    count: int


@dataclass(frozen=True)
class HandedOut(Fact, name="benefits.handed_out"):
    """One hand-out to `count` persons at once; its receipts carry `key`."""

    benefit_id: int
    organisation_id: int
    count: int
    key: str


@dataclass(frozen=True)
class HandOutRevoked(Fact, name="benefits.hand_out_revoked"):
    """What this person was handed under that key is on the shelf again."""

    benefit_id: int
    organisation_id: int
    person_id: int
    key: str


@dataclass(frozen=True)
class MerchantSigned(Fact, name="benefits.merchant_signed"):
    merchant_id: int
    organisation_id: int


@dataclass(frozen=True)
class KeepersChanged(Fact, name="benefits.keepers_changed"):
    merchant_id: int
    person_ids: list[int]


@dataclass(frozen=True)
class CardUsed(Fact, name="benefits.card_used"):
    use_id: int
    voucher_id: int
    merchant_id: int


@dataclass(frozen=True)
class CardWithdrawn(Fact, name="benefits.card_withdrawn"):
    voucher_id: int


@dataclass(frozen=True)
class MerchantSettled(Fact, name="benefits.merchant_settled"):
    settlement_id: int
    merchant_id: int


@dataclass(frozen=True)
class RaffleOpened(Fact, name="benefits.raffle_opened"):
    raffle_id: int
    organisation_id: int


@dataclass(frozen=True)
class RaffleCancelled(Fact, name="benefits.raffle_cancelled"):
    raffle_id: int


@dataclass(frozen=True)
class RaffleFrozen(Fact, name="benefits.raffle_frozen"):
    """The roster of a draw from a list stands."""

    raffle_id: int


@dataclass(frozen=True)
class RafflePublished(Fact, name="benefits.raffle_published"):
    """The seed is open, the result stands."""

    raffle_id: int


@dataclass(frozen=True)
class PrizeWon(Fact, name="benefits.prize_won"):
    """Written by try.sql and grant.sql too: keep the names of the fields. A prize that was granted has no
    number."""

    raffle_id: int
    person_id: int
    number: int | None
    prize_id: int


@dataclass(frozen=True)
class PrizesReturned(Fact, name="benefits.prizes_returned"):
    """So many were not fetched in time."""

    raffle_id: int
    count: int
