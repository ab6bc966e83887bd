# SPDX-License-Identifier: Apache-2.0
"""Free places on courses (S2-15). Enrolment is told by a tag who may have one, and nothing of the file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import hand_tag
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.programmes.hardship.facts import CourseMade
from unionnet.programmes.hardship.models import FreeCourse, HouseholdMember
from unionnet.programmes.hardship.queries.learning import FREE_LEARNING, seat_of
from unionnet.programmes.hardship.rules import why_not_make_course
from unionnet.tools.enrolment.actions import enrol, make_group, make_offer
from unionnet.tools.enrolment.models import Invitation, Offer, Place, Waiting

SOURCE = "hardship"


@dataclass(frozen=True)
class Plan:
    """A course: so many ordinary places at a fee (分), so many free ones."""

    title: str
    summary: str
    fee: int
    places: int
    free_places: int
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime


@verb
def make_course(union: Organisation, plan: Plan, *, key: UUID, by: Person) -> FreeCourse:
    """Two offers under one address, one place a person among them. The free one names groups of workers too:
    who sits there is not thereby known to be in difficulty."""
    if no := why_not_make_course(by, union):
        raise no
    if held := FreeCourse.objects.filter(key=key).first():
        return held
    groups = rule("HW-13.free_learning", where=union.county_code, on=local_date(database_now())).value
    title = one_line(plan.title, 80)
    same = {
        "title": title,
        "summary": many_lines(plan.summary, 2000),
        "group": make_group(union, title, by=by),
        "audience": Offer.Audience.REAL_NAME,
        "opens_at": plan.opens_at,
        "closes_at": plan.closes_at,
        "starts_at": plan.starts_at,
    }
    ordinary = make_offer(union, by=by, size=plan.places, **same)
    free = make_offer(union, by=by, size=plan.free_places, any_tags=[*groups, FREE_LEARNING], **same)
    course = FreeCourse.objects.create(
        key=key, organisation=union, ordinary=ordinary, free=free, fee=plan.fee
    )
    tell(CourseMade(course.pk, union.pk), by=by, org_path=union.path)
    return course


@verb
def take_seat(course: FreeCourse, *, by: Person, at: datetime | None = None) -> Place | Waiting | Invitation:
    """One button: a free place for who may have one while there is one, else an ordinary place."""
    at = at or database_now()
    offer = seat_of(course, by, at)
    try:
        return enrol(by, offer, by=by, at=at)
    except Refusal:
        if offer.pk == course.ordinary_id:
            raise
    return enrol(by, course.ordinary, by=by, at=at)


@verb
def hand_tags(indexes: Collection[bytes] | None = None) -> int:
    """Let the tag be held by exactly those who belong to a registered household; only looked after for these
    numbers, or for all (None). Returns how many changed."""
    people = None if indexes is None else _people(Person.objects.filter(id_index__in=list(indexes)))
    entitled = HouseholdMember.objects.filter(dossier__state="registered")
    if indexes is not None:
        entitled = entitled.filter(id_index__in=list(indexes))
    holders = _people(Person.objects.filter(id_index__in=entitled.values("id_index")))
    return hand_tag(FREE_LEARNING, holders, source=SOURCE, among=people)


def _people(rows: QuerySet[Person]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
