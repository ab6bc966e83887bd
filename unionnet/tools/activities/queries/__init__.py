# SPDX-License-Identifier: Apache-2.0
"""Every question about activities."""

from unionnet.tools.activities.queries.counting import (
    ByHost,
    Came,
    Money,
    by_host,
    count_among,
    count_of,
    money_of,
    with_counts,
)
from unionnet.tools.activities.queries.finding import (
    Asked,
    activities_ahead,
    activities_seen_by,
    attendees_seen_by,
    bundle_of,
    follow_ups_seen_by,
    in_calendar,
    is_alone,
    open_activities,
    photos_seen_by,
    sessions_open,
    sessions_seen_by,
    union_named,
)
from unionnet.tools.activities.queries.folder import Folder, Month, folder_of, told, year_plan
from unionnet.tools.activities.queries.rosters import Match, matches
from unionnet.tools.activities.queries.topics import Topic, topics_of

__all__ = [
    "Asked",
    "ByHost",
    "Came",
    "Folder",
    "Match",
    "Money",
    "Month",
    "Topic",
    "activities_ahead",
    "activities_seen_by",
    "attendees_seen_by",
    "bundle_of",
    "by_host",
    "count_among",
    "count_of",
    "folder_of",
    "follow_ups_seen_by",
    "in_calendar",
    "is_alone",
    "matches",
    "money_of",
    "open_activities",
    "photos_seen_by",
    "sessions_open",
    "sessions_seen_by",
    "told",
    "topics_of",
    "union_named",
    "with_counts",
    "year_plan",
]
