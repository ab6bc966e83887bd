# SPDX-License-Identifier: Apache-2.0
"""The questions of casework."""

from unionnet.tools.casework.queries.cases import case_called, cases_seen_by, numbers_found, shares_seen_by
from unionnet.tools.casework.queries.offices import (
    all_kinds,
    offices_that_define,
    offices_that_take_in,
    unions_seen_by,
)
from unionnet.tools.casework.queries.routes import (
    flow_for,
    flows_at,
    open_kinds,
    report_at,
    taker_of,
    units_in_line,
)
from unionnet.tools.casework.queries.stories import (
    case_by_number,
    cases_of,
    extension_of,
    history_of,
    needs_of,
    officers_at,
    open_parts_of,
    papers_of,
    part_of,
    shares_of,
    told_of,
    topmost,
    union_of,
    unit_called,
    units_for,
)
from unionnet.tools.casework.queries.trays import found_in, sent_on, time_asked, to_do, waiting_of

__all__ = [
    "all_kinds",
    "case_by_number",
    "case_called",
    "cases_of",
    "cases_seen_by",
    "extension_of",
    "flow_for",
    "flows_at",
    "found_in",
    "history_of",
    "needs_of",
    "numbers_found",
    "officers_at",
    "offices_that_define",
    "offices_that_take_in",
    "open_kinds",
    "open_parts_of",
    "papers_of",
    "part_of",
    "report_at",
    "sent_on",
    "shares_of",
    "shares_seen_by",
    "taker_of",
    "time_asked",
    "to_do",
    "told_of",
    "topmost",
    "union_of",
    "unit_called",
    "unions_seen_by",
    "units_for",
    "units_in_line",
    "waiting_of",
]
