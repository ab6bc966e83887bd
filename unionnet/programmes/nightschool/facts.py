# SPDX-License-Identifier: Apache-2.0
"""What others may hear of the night school. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class TermOpened(Fact, name="nightschool.term_opened"):
    """A term was set up, perhaps as a copy of an earlier one."""

    term: int
    copied_from: int | None = None


@dataclass(frozen=True)
class TermChanged(Fact, name="nightschool.term_changed"):
    term: int


@dataclass(frozen=True)
class CourseAnnounced(Fact, name="nightschool.course_announced"):
    course: int
    offer: int


@dataclass(frozen=True)
class CourseChanged(Fact, name="nightschool.course_changed"):
    """`other_place` says that lessons to come are held elsewhere now."""

    course: int
    other_place: bool = False


@dataclass(frozen=True)
class LessonsScheduled(Fact, name="nightschool.lessons_scheduled"):
    course: int
    lessons: int


@dataclass(frozen=True)
class HoursChanged(Fact, name="nightschool.hours_changed"):
    """Another weekday or other hours for all lessons to come."""

    course: int
    change: int


@dataclass(frozen=True)
class LessonMoved(Fact, name="nightschool.lesson_moved"):
    lesson: int
    change: int


@dataclass(frozen=True)
class LessonCancelled(Fact, name="nightschool.lesson_cancelled"):
    lesson: int
    change: int


@dataclass(frozen=True)
class RegisterClosed(Fact, name="nightschool.register_closed"):
    """Who did not come to this lesson is now known."""

    lesson: int


@dataclass(frozen=True)
class CourseRated(Fact, name="nightschool.course_rated"):
    course: int
