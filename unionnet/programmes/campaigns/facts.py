# SPDX-License-Identifier: Apache-2.0
"""What others may hear of campaigns. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class CampaignOpened(Fact, name="campaigns.opened"):
    campaign_id: int
    organisation_id: int


@dataclass(frozen=True)
class CampaignChanged(Fact, name="campaigns.changed"):
    campaign_id: int


@dataclass(frozen=True)
class ActivityHeld(Fact, name="campaigns.activity_held"):
    campaign_id: int
    activity_id: int


@dataclass(frozen=True)
class PlacesOffered(Fact, name="campaigns.places_offered"):
    activity_id: int
    offer_id: int


@dataclass(frozen=True)
class GiftJoined(Fact, name="campaigns.gift_joined"):
    activity_id: int
    benefit_id: int


@dataclass(frozen=True)
class CampaignClosed(Fact, name="campaigns.closed"):
    campaign_id: int
