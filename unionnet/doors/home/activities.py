# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from unionnet.foundation.prepared import Among, prepared
from unionnet.foundation.ui.menu import url_or_empty
from unionnet.programmes.nightschool.models import Course
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.queries import public_offers

LONGEST = 40
STAGES = ("", "open", "soon")


@dataclass(frozen=True)
class Wish:
    """What somebody looks for among the activities."""

    words: str = ""
    stage: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Wish:
        stage = said.get("stage", "")
        words = said.get("q", "").strip()[:LONGEST]
        return cls(words, stage if stage in STAGES else "")


def offers_like(wish: Wish, at: datetime) -> QuerySet[Offer]:
    """Live offers that fit; closed and cancelled ones are no longer news."""
    live = public_offers().filter(cancelled_at__isnull=True, closes_at__gt=at)
    if wish.stage == "open":
        live = live.filter(opens_at__lte=at)
    elif wish.stage == "soon":
        live = live.filter(opens_at__gt=at)
    if wish.words:
        live = live.filter(Q(title__contains=wish.words) | Q(organisation__name__contains=wish.words))
    return live


@dataclass(frozen=True)
class Line:
    """One activity in the list."""

    offer: Offer
    course: Course | None
    stage: str

    @property
    def url(self) -> str:
        return offer_url(self.offer, self.course)


def lines_of(offers: Sequence[Offer], at: datetime) -> list[Line]:
    courses = courses_by_offer(offers)
    return [Line(offer, courses.get(offer.pk), offer.stage_at(at)) for offer in offers]


def offer_url(offer: Offer, course: Course | None) -> str:
    """A course has a page of its own; anything else is the page of its offer."""
    own = url_or_empty("nightschool:course", course.public_id) if course else ""
    return own or url_or_empty("enrolment:offer", offer.public_id)


def courses_by_offer(offers: Sequence[Offer]) -> dict[int, Course]:
    """The courses behind offers, for their hours and their own page."""
    return {course.offer_id: course for course in _courses([offer.pk for offer in offers])}


@prepared
def _courses(offers: list[int]) -> QuerySet[Course]:
    found = Course.objects.filter(Among("offer", offers)).select_related("site")
    return found.only("public_id", "offer_id", "weekday", "begins", "ends", "site__name")
