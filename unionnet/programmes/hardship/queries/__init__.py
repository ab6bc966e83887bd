# SPDX-License-Identifier: Apache-2.0
from unionnet.programmes.hardship.queries.checks import (
    check_lists_seen_by,
    households_on,
    lists_to_let_go,
    ready_for_check,
)
from unionnet.programmes.hardship.queries.desks import (
    appeals_at,
    decider_for,
    desk_for,
    dossiers_seen_by,
    due_for_review,
    files_seen_by,
    is_open_to,
    notices_of,
    to_do,
    union_with_notices,
    unions_with_notices,
)
from unionnet.programmes.hardship.queries.figures import Line, figures_for
from unionnet.programmes.hardship.queries.learning import (
    course_named,
    courses_seen_by,
    numbers_of,
    open_courses,
    seat_of,
)
from unionnet.programmes.hardship.queries.own import dossier_of, latest_of, own_membership, sealed_json
from unionnet.programmes.hardship.queries.pages import (
    Inside,
    Member,
    aid_this_year,
    gifts_of,
    inside,
    open_batches,
    story_of,
)

__all__ = [
    "Inside",
    "Line",
    "Member",
    "aid_this_year",
    "appeals_at",
    "check_lists_seen_by",
    "course_named",
    "courses_seen_by",
    "decider_for",
    "desk_for",
    "dossier_of",
    "dossiers_seen_by",
    "due_for_review",
    "figures_for",
    "files_seen_by",
    "households_on",
    "inside",
    "gifts_of",
    "is_open_to",
    "latest_of",
    "lists_to_let_go",
    "notices_of",
    "numbers_of",
    "open_batches",
    "open_courses",
    "own_membership",
    "ready_for_check",
    "sealed_json",
    "seat_of",
    "story_of",
    "to_do",
    "union_with_notices",
    "unions_with_notices",
]
