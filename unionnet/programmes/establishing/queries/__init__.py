# SPDX-License-Identifier: Apache-2.0
"""The questions of establishing."""

from unionnet.programmes.establishing.queries.campaigns import (
    CampaignRow,
    campaign_report,
    campaigns_managed_by,
    campaigns_seen_by,
    union_below,
)
from unionnet.programmes.establishing.queries.establishments import (
    clocks_of,
    endings_seen_by,
    establishments_managed_by,
    establishments_seen_by,
    expected_under,
    found_in,
    helpers_for,
    request_at,
    requests_of,
    union_standing,
)

__all__ = [
    "CampaignRow",
    "campaign_report",
    "campaigns_managed_by",
    "campaigns_seen_by",
    "clocks_of",
    "endings_seen_by",
    "establishments_managed_by",
    "establishments_seen_by",
    "expected_under",
    "found_in",
    "helpers_for",
    "request_at",
    "requests_of",
    "union_below",
    "union_standing",
]
