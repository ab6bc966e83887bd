# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.nightschool.actions import CourseTerms, TermPlan, announce, open_term
from unionnet.programmes.nightschool.models import Course, Term

OPENING = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # Monday, noon in Shanghai
CLOSING = datetime(2026, 3, 9, 4, 0, tzinfo=UTC)
PLAN = TermPlan("2026 年春季班", OPENING, CLOSING, date(2026, 3, 10), date(2026, 6, 30))


def make_term(officer: Person, union: Organisation, **given: Any) -> Term:
    """A term of two classes that opens at OPENING."""
    return open_term(union, given.pop("plan", PLAN), ["瑜伽形体", "书画艺术"], by=officer, **given)


def make_course(officer: Person, term: Term, *, size: int = 18, lessons: int = 4, **given: Any) -> Course:
    """Yoga on Tuesdays, four lessons."""
    group = term.class_groups.all()[0]
    terms = CourseTerms(title="零基础瑜伽", size=size, teacher_name="苏老师", room="3 楼", **given)
    return announce(group, terms, by=officer, lessons=lessons)


def make_school(**given: Any) -> tuple[Organisation, Person, Course]:
    """A union, its officer, and a course of the term."""
    union = make_union("伊金霍洛旗总工会", region_code="150627")
    officer = make_officer(union)
    return union, officer, make_course(officer, make_term(officer, union), **given)
