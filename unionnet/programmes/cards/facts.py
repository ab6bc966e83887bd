# SPDX-License-Identifier: Apache-2.0
"""What others may hear of cards. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class CardRequested(Fact, name="cards.requested"):
    request_id: int
    person_id: int


@dataclass(frozen=True)
class SentToBank(Fact, name="cards.sent_to_bank"):
    """Name, document number and mobile left the house, once, by the consent `consent_id`."""

    request_id: int
    person_id: int
    consent_id: int


@dataclass(frozen=True)
class CardMoved(Fact, name="cards.moved"):
    """Issued, refused, returned, lost or withdrawn: `state` is the new one."""

    request_id: int
    person_id: int
    state: str
