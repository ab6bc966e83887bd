# SPDX-License-Identifier: Apache-2.0
"""How things of benefits look to machines. Money is in 分; nobody's name is in any of them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Field
from pydantic import AwareDatetime

from unionnet.directory.organisations.web.schemas import OfUnion
from unionnet.foundation.schemas import OneLine, PublicId, Schema
from unionnet.tools.benefits.models import (
    Benefit,
    Consignment,
    Content,
    Merchant,
    MerchantItem,
    Movement,
    Prize,
    Raffle,
    Receipt,
    Stock,
    Use,
    Voucher,
)
from unionnet.tools.benefits.queries import Tie, tie_of


class ContentOut(Schema):
    item: str
    unit: str
    quantity: int

    @staticmethod
    def resolve_item(row: Content) -> str:
        return row.item.name

    @staticmethod
    def resolve_unit(row: Content) -> str:
        return row.item.unit


class BenefitOut(OfUnion):
    """What somebody may fetch. `contents` is what each time gives."""

    title: str
    occasion: str
    opens_at: datetime
    closes_at: datetime
    contents: list[ContentOut]

    @staticmethod
    def resolve_contents(row: Benefit) -> list[Content]:
        return list(row.contents.all())


class ReceiptOut(Schema):
    """What somebody had: `organisation` handed it out, `via` says how it was signed for. With `revoked_at` it
    was signed for by mistake and went back, for `revoke_reason`."""

    benefit: PublicId
    title: str
    organisation: PublicId
    organisation_name: str
    item: str
    quantity: int
    via: str
    at: datetime
    revoked_at: datetime | None
    revoke_reason: str

    @staticmethod
    def resolve_benefit(row: Receipt) -> str:
        return str(row.content.benefit.public_id)

    @staticmethod
    def resolve_title(row: Receipt) -> str:
        return row.content.benefit.title

    @staticmethod
    def resolve_organisation(row: Receipt) -> str:
        return str(row.organisation.public_id)

    @staticmethod
    def resolve_organisation_name(row: Receipt) -> str:
        return row.organisation.name

    @staticmethod
    def resolve_item(row: Receipt) -> str:
        return row.content.item.name


class VoucherOut(Schema):
    """A card: both days count; `withdrawn_at` and `reason` when it is not good any more."""

    id: PublicId
    item: str
    organisation: PublicId
    organisation_name: str
    entries: int
    used: int
    left: int
    valid_from: date
    valid_until: date
    withdrawn_at: datetime | None
    reason: str

    @staticmethod
    def resolve_id(row: Voucher) -> str:
        return str(row.public_id)

    @staticmethod
    def resolve_item(row: Voucher) -> str:
        return row.item.name

    @staticmethod
    def resolve_organisation(row: Voucher) -> str:
        return str(row.receipt.organisation.public_id)

    @staticmethod
    def resolve_organisation_name(row: Voucher) -> str:
        return row.receipt.organisation.name


class CodeOut(Schema):
    """For the next use of a card, until `good_until`."""

    code: str
    good_until: datetime


class TakenOut(Schema):
    """A card a merchant takes, and what the union pays for one use."""

    item: str
    price: int

    @staticmethod
    def resolve_item(row: MerchantItem) -> str:
        return row.item.name


class MerchantOut(OfUnion):
    name: str
    address: str
    takes: list[TakenOut]

    @staticmethod
    def resolve_takes(row: Merchant) -> list[MerchantItem]:
        return list(row.takes.all())


class UseIn(Schema):
    """`code` as the card shows it, or its number typed by hand. `key` is the sender's own: sent twice, it is
    one use. `shown_at` for what a till kept without network, a day at most."""

    code: OneLine = Field(..., min_length=4, max_length=300)
    key: UUID
    shown_at: AwareDatetime | None = None


class UseOut(Schema):
    """The `number`th use of the card; `left` is how often it is good after it."""

    voucher: PublicId
    item: str
    number: int
    left: int
    price: int
    at: datetime

    @staticmethod
    def resolve_voucher(row: Use) -> str:
        return str(row.voucher.public_id)

    @staticmethod
    def resolve_item(row: Use) -> str:
        return row.voucher.item.name

    @staticmethod
    def resolve_left(row: Use) -> int:
        return row.voucher.entries - row.number


class StockOut(OfUnion):
    """How much of a batch lies with a union."""

    item: str
    kind: str
    unit: str
    batch: str
    best_before: date | None
    on_hand: int

    @staticmethod
    def resolve_item(row: Stock) -> str:
        return row.batch.item.name

    @staticmethod
    def resolve_kind(row: Stock) -> str:
        return row.batch.item.kind

    @staticmethod
    def resolve_unit(row: Stock) -> str:
        return row.batch.item.unit

    @staticmethod
    def resolve_batch(row: Stock) -> str:
        return row.batch.label

    @staticmethod
    def resolve_best_before(row: Stock) -> date | None:
        return row.batch.best_before


class TieOut(Schema):
    """It `is_right` when `came` less `went` lies there, and all that was handed out is signed for."""

    came: int
    went: int
    handed_out: int
    signed_for: int
    is_right: bool


class StockInFull(StockOut):
    tie: TieOut

    @staticmethod
    def resolve_tie(row: Stock) -> Tie:
        return tie_of(row)


class MovementOut(Schema):
    """One line of the book, with both legs; `consignment` when it went with one."""

    from_account: str
    to_account: str
    quantity: int
    consignment: PublicId | None
    note: str
    at: datetime

    @staticmethod
    def resolve_consignment(row: Movement) -> str | None:
        return str(row.consignment.public_id) if row.consignment else None


class ConsignmentOut(OfUnion):
    """On its way from `source` to the union that signs for it. `note` is why some are missing, or why it was
    called back."""

    source: PublicId
    source_name: str
    item: str
    batch: str
    sent: int
    received: int | None
    state: str
    note: str
    sent_at: datetime
    closed_at: datetime | None

    @staticmethod
    def resolve_source(row: Consignment) -> str:
        return str(row.source.organisation.public_id)

    @staticmethod
    def resolve_source_name(row: Consignment) -> str:
        return row.source.organisation.name

    @staticmethod
    def resolve_item(row: Consignment) -> str:
        return row.source.batch.item.name

    @staticmethod
    def resolve_batch(row: Consignment) -> str:
        return row.source.batch.label


class RaffleOut(OfUnion):
    """A draw of gifts. `commitment` and `table_digest` were published before it opened (docs/raffles.md)."""

    title: str
    mode: str
    audience: str
    opens_at: datetime
    closes_at: datetime
    tries: int
    commitment: str
    table_digest: str
    published_at: datetime | None
    cancelled_at: datetime | None


class PrizeOut(Schema):
    """`since` to before `until` are its words of a million; `stock` and `left` are null for a luck card."""

    rank: int
    name: str
    is_card: bool
    since: int
    until: int
    stock: int | None
    left: int | None


class RaffleInFull(RaffleOut):
    about: str
    prizes: list[PrizeOut]

    @staticmethod
    def resolve_prizes(row: Raffle) -> list[Prize]:
        return list(row.prizes.order_by("rank"))


class TierOut(Schema):
    """A line of the table the promise was made on."""

    rank: int
    name: str
    since: int
    until: int
    stock: int | None


class ProofOut(Schema):
    """All that is needed to decide a raffle again. `seed` is null and the lists are empty until it is over.
    Instant: `lines` are number, receipt and rank (0: nothing), `given_back` after which number, what rank and
    how many. From a list: `roster` of receipts, and `wins` as receipt and rank."""

    format: str
    raffle: PublicId
    kind: str
    commitment: str
    committed_at: datetime
    table: list[TierOut]
    table_digest: str
    seed: str | None
    published_at: datetime | None
    lines: list[tuple[int, str, int]] = []
    given_back: list[tuple[int, int, int]] = []
    roster_root: str = ""
    public_word: str = ""
    roster: list[str] = []
    wins: list[tuple[str, int]] = []
