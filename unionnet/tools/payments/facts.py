# SPDX-License-Identifier: Apache-2.0
"""What others may hear of payments. Ids only, no account and no amount."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class SourceNamed(Fact, name="payments.source_named"):
    source_id: int
    organisation_id: int


@dataclass(frozen=True)
class BatchOpened(Fact, name="payments.batch_opened"):
    batch_id: int
    organisation_id: int


@dataclass(frozen=True)
class PaymentEntered(Fact, name="payments.entered"):
    payment_id: int
    batch_id: int
    person_id: int


@dataclass(frozen=True)
class PaymentDropped(Fact, name="payments.dropped"):
    payment_id: int
    batch_id: int


@dataclass(frozen=True)
class BatchMoved(Fact, name="payments.batch_moved"):
    """Asked, sent back, approved, sent to the bank, closed: `state` is the new one."""

    batch_id: int
    state: str


@dataclass(frozen=True)
class BankFileTaken(Fact, name="payments.bank_file_taken"):
    """Clear account numbers left the house, for the bank."""

    batch_id: int
    lines: int
