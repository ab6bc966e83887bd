# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person, Standing
from unionnet.directory.people.posts import offices_of
from unionnet.foundation.files.models import StoredFile
from unionnet.programmes.exhibitions.models import Asking, Exhibition, Visit, Work
from unionnet.programmes.exhibitions.rules import MANAGE, SEE


def shows_seen_by(person: Person) -> QuerySet[Exhibition]:
    """On the desk: those of unions within reach."""
    return Exhibition.objects.filter(person.reach(SEE).q()).select_related("organisation")


def with_visits(rows: QuerySet[Exhibition]) -> QuerySet[Exhibition]:
    """With how many works, person-times (人次) and persons (人数), each counted by itself: joined, every work
    would be met with every visit."""
    works = Work.objects.filter(exhibition=OuterRef("pk"), taken_down_at=None)
    visits = Visit.objects.filter(exhibition=OuterRef("pk"))
    return rows.annotate(
        pieces=_counted(works, Count("pk")),
        times=_counted(visits, Count("pk")),
        persons=_counted(visits, Count("person", distinct=True)),
    )


def _counted(rows: QuerySet[Any], what: Count) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("exhibition").annotate(n=what).values("n")), 0)


def shows_for(person: Person, today: date) -> QuerySet[Exhibition]:
    """On the phone: published, on today, for members of a union at or above which this person stands."""
    path = Standing.objects.filter(person=person).values_list("path", flat=True).first() or ""
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    mine = Q(is_for_all=True) | Q(organisation__path__in=above)
    on = Q(published_at__isnull=False, taken_down_at=None, opens_on__lte=today, closes_on__gte=today)
    return Exhibition.objects.filter(mine, on).select_related("organisation").order_by("closes_on", "id")


def works_shown_in(found: Exhibition) -> QuerySet[Work]:
    """With their authors' consent, in their order."""
    rows = found.works.filter(agreed_on__isnull=False, taken_down_at=None)
    return rows.order_by("position", "id")


def works_seen_by(person: Person) -> QuerySet[Work]:
    rows = Work.objects.filter(person.reach(SEE).q("exhibition__organisation__path"))
    return rows.select_related("exhibition__organisation", "picture", "small")


def works_of(found: Exhibition) -> QuerySet[Work]:
    return found.works.order_by("position", "id")


def pictures_for(person: Person, today: date) -> QuerySet[StoredFile]:
    """The pictures somebody may look at: of works shown to them, and of works on their desk."""
    shown = Work.objects.filter(
        exhibition__in=shows_for(person, today), agreed_on__isnull=False, taken_down_at=None
    )
    own = Work.objects.filter(person.reach(SEE).q("exhibition__organisation__path"))
    authored = Work.objects.filter(asking__person=person)
    ways = [Q(pk__in=rows.values(field)) for rows in (shown, own, authored) for field in ("picture", "small")]
    return StoredFile.objects.filter(reduce(or_, ways))


def askings_of(person: Person) -> QuerySet[Asking]:
    """What this person was asked as an author, the latest in front."""
    rows = Asking.objects.filter(person=person)
    return rows.select_related("work__picture", "exhibition__organisation").order_by("-id")


def asking_about(work: Work) -> Asking | None:
    return Asking.objects.filter(work=work).first()


def offices_that_show(person: Person) -> QuerySet[Organisation]:
    return Organisation.objects.filter(path__in=offices_of(person, MANAGE), until=None).order_by("path")


@dataclass(frozen=True)
class Turnout:
    """`persons` are people, `times` one for each person and day; `days` the 人次 of each day."""

    persons: int
    times: int
    days: list[tuple[date, int]]


def turnout_of(found: Exhibition) -> Turnout:
    """Two questions."""
    rows = Visit.objects.filter(exhibition=found)
    days = [(each["on"], each["n"]) for each in rows.values("on").annotate(n=Count("pk")).order_by("-on")]
    persons = rows.aggregate(n=Count("person", distinct=True))["n"]
    return Turnout(persons, sum(times for _day, times in days), days)
