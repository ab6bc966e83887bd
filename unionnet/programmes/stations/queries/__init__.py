# SPDX-License-Identifier: Apache-2.0
from unionnet.programmes.stations.queries.opening import (
    lock_with,
    locks_seen_by,
    opening_page,
    planned_page,
)
from unionnet.programmes.stations.queries.running import (
    SiteCosts,
    cost_report,
    costs_of,
    costs_seen_by,
    growth_report,
    in_use_on,
    sites_with_all,
)
from unionnet.programmes.stations.queries.surveys import (
    fewest_told,
    result_of,
    survey_open_at,
    surveys_for_visitors,
    surveys_seen_by,
)

__all__ = [
    "SiteCosts",
    "cost_report",
    "costs_of",
    "costs_seen_by",
    "fewest_told",
    "growth_report",
    "in_use_on",
    "lock_with",
    "locks_seen_by",
    "opening_page",
    "planned_page",
    "result_of",
    "sites_with_all",
    "survey_open_at",
    "surveys_for_visitors",
    "surveys_seen_by",
]
