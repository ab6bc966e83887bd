# SPDX-License-Identifier: Apache-2.0
"""The verbs of the night school, one family a file."""

from unionnet.programmes.nightschool.actions.courses import (
    CourseTerms,
    announce,
    cancel_course,
    change_course,
)
from unionnet.programmes.nightschool.actions.lessons import (
    cancel_lesson,
    move_lesson,
    schedule_lessons,
    set_hours,
)
from unionnet.programmes.nightschool.actions.ratings import rate
from unionnet.programmes.nightschool.actions.register import (
    close_absentees,
    close_register,
    mark_attendance,
    offer_absent_seats,
)
from unionnet.programmes.nightschool.actions.terms import (
    TermPlan,
    add_class_group,
    change_term,
    open_term,
    repeat_term,
)

__all__ = [
    "CourseTerms",
    "TermPlan",
    "add_class_group",
    "announce",
    "cancel_course",
    "cancel_lesson",
    "change_course",
    "change_term",
    "close_absentees",
    "close_register",
    "mark_attendance",
    "move_lesson",
    "offer_absent_seats",
    "open_term",
    "rate",
    "repeat_term",
    "schedule_lessons",
    "set_hours",
]
