# SPDX-License-Identifier: Apache-2.0
"""What others may hear of the self-checks. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class RoundOpened(Fact, name="strength.round_opened"):
    round_id: int
    organisation_id: int


@dataclass(frozen=True)
class ItemScored(Fact, name="strength.item_scored"):
    check_id: int
    item_id: int
    own: int


@dataclass(frozen=True)
class CheckHandedIn(Fact, name="strength.handed_in"):
    check_id: int


@dataclass(frozen=True)
class ItemChecked(Fact, name="strength.item_checked"):
    check_id: int
    item_id: int
    given: int


@dataclass(frozen=True)
class CheckFinished(Fact, name="strength.checked"):
    check_id: int


@dataclass(frozen=True)
class RankingPublished(Fact, name="strength.published"):
    round_id: int
