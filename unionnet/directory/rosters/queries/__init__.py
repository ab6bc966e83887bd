# SPDX-License-Identifier: Apache-2.0
from unionnet.directory.rosters.queries.comparing import (
    MOST_COMPARED,
    Differences,
    all_lines,
    comparisons_of,
    counts_of,
    differences,
    lines_of,
    ours_on,
    pages_of,
)
from unionnet.directory.rosters.queries.lists import (
    groups_of,
    mending_rows,
    problems_of,
    rosters_seen_by,
    sample_of,
)

__all__ = [
    "MOST_COMPARED",
    "Differences",
    "all_lines",
    "comparisons_of",
    "counts_of",
    "differences",
    "groups_of",
    "lines_of",
    "mending_rows",
    "ours_on",
    "pages_of",
    "problems_of",
    "rosters_seen_by",
    "sample_of",
]
