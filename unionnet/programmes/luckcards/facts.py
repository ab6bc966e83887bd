# SPDX-License-Identifier: Apache-2.0
"""What others may hear of luck cards: ids, nobody's name."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class CollectionOpened(Fact, name="luckcards.opened"):
    collection_id: int
    raffle_id: int


@dataclass(frozen=True)
class MarkerPutUp(Fact, name="luckcards.marker_put_up"):
    marker_id: int
    collection_id: int


@dataclass(frozen=True)
class MarkerTakenDown(Fact, name="luckcards.marker_taken_down"):
    marker_id: int


@dataclass(frozen=True)
class SetExchanged(Fact, name="luckcards.set_exchanged"):
    exchange_id: int
    person_id: int


@dataclass(frozen=True)
class CardTaken(Fact, name="luckcards.card_taken"):
    """Somebody gave a card away, and somebody took it."""

    parting_id: int
    from_id: int
    to_id: int
