# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.nightschool.facts import CourseRated
from unionnet.programmes.nightschool.models import Course, Rating
from unionnet.programmes.nightschool.rules import why_not_rate


@verb
def rate(course: Course, stars: int, words: str = "", *, by: Person, at: datetime | None = None) -> Rating:
    """Say how the course is. Saying it again replaces what was said."""
    if refusal := why_not_rate(by, course):
        raise refusal
    if stars not in range(1, 6):
        raise Refusal("stars", _("评分是 1 到 5 分。"))
    rating, _new = Rating.objects.update_or_create(
        course=course, person=by, defaults={"stars": stars, "words": words, "at": at or database_now()}
    )
    tell(CourseRated(course.pk), by=None, org_path=course.offer.organisation.path)
    return rating
