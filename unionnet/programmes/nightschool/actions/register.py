# SPDX-License-Identifier: Apache-2.0
"""Who came. The marks are the enrolment tool's, one session a lesson; here is what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.programmes.nightschool.facts import RegisterClosed
from unionnet.programmes.nightschool.models import Course, Lesson
from unionnet.programmes.nightschool.rules import why_not_close_register, why_not_mark, why_not_take_register
from unionnet.tools.enrolment.actions import check_in, excuse, mark_absent, withdraw
from unionnet.tools.enrolment.models import Attendance, Offer, Place, Withdrawal

BATCH = 100


@verb
def mark_attendance(
    lesson: Lesson,
    *,
    present: Iterable[Person] = (),
    excused: Iterable[Person] = (),
    by: Person,
    at: datetime | None = None,
) -> None:
    """Note who came and who asked for leave. Marking again is harmless."""
    at = at or database_now()
    refusal = why_not_take_register(by, lesson.course) or why_not_mark(lesson, at)
    if refusal:
        raise refusal
    for person in present:
        check_in(person, lesson.course.offer, by=by, session=lesson.public_id, at=at)
    for person in excused:
        excuse(person, lesson.course.offer, by=by, session=lesson.public_id, at=at)


@verb
def close_register(lesson: Lesson, *, by: Person | None, at: datetime | None = None) -> Lesson:
    """Whoever holds a place and has no mark was absent. Closing twice is harmless.

    Who got the place after the lesson began could not have come and is excused.
    """
    at = at or database_now()
    lesson = (
        Lesson.objects.select_for_update(of=("self",))
        .select_related("course__offer__organisation")
        .get(pk=lesson.pk)
    )
    if lesson.register_closed_at:
        return lesson
    if by and (refusal := why_not_take_register(by, lesson.course)):
        raise refusal
    if refusal := why_not_close_register(lesson, at):
        raise refusal
    offer = lesson.course.offer
    for place in Place.objects.filter(offer=offer, taken_at__gt=lesson.starts_at).select_related("person"):
        excuse(place.person, offer, by=by, session=lesson.public_id, at=at)
    mark_absent(offer, by=by, session=lesson.public_id, quietly=True, at=at)
    lesson.register_closed_at = at
    lesson.save(update_fields=["register_closed_at"])
    tell(RegisterClosed(lesson.pk), by=by, org_path=offer.organisation.path)
    return lesson


@verb
def close_absentees(*, at: datetime | None = None) -> int:
    """Close registers that were taken and left open (NS-02). One without any mark waits for a person:
    a forgotten register must not make everybody absent."""
    at = at or database_now()
    hours = rule("NS-02.register_hours", on=local_date(at)).value
    taken = Attendance.objects.filter(session=OuterRef("public_id"), state=Attendance.State.PRESENT)
    due = Lesson.objects.filter(
        Exists(taken),
        register_closed_at__isnull=True,
        cancelled_at__isnull=True,
        ends_at__lte=at - timedelta(hours=hours),
    ).order_by("ends_at")[:BATCH]
    return len([close_register(lesson, by=None, at=at) for lesson in due])


@verb
def offer_absent_seats(course: Course, *, at: datetime | None = None) -> list[Person]:
    """Give the places of those absent too often (NS-01) to the waiting list. Returns who lost theirs.

    A place is only taken back while lessons remain and, by the rule's second half, while somebody waits.
    The caller tells them.
    """
    at = at or database_now()
    where = course.offer.organisation.county_code
    limit = rule("NS-01.absences", where=where, on=local_date(at))
    needs_queue = rule("NS-01.only_when_waiting", where=where, on=local_date(at)).value
    if not course.lessons.filter(cancelled_at__isnull=True, starts_at__gt=at).exists():
        return []
    lost = []
    for person in _absent_too_often(course, limit.value):
        if needs_queue and not Offer.objects.get(pk=course.offer_id).waiting:
            break
        note = str(limit.citation)[:200]
        withdraw(person, course.offer, by=None, why=Withdrawal.Why.ABSENT, note=note, at=at)
        lost.append(person)
    return lost


def _absent_too_often(course: Course, limit: int) -> list[Person]:
    """The longest absent first; only those who still hold a place."""
    held = Place.objects.filter(offer=course.offer_id).values("person")
    lessons = course.lessons.filter(cancelled_at__isnull=True).values("public_id")
    absences = Attendance.objects.filter(
        offer=course.offer_id, state=Attendance.State.ABSENT, session__in=lessons, person__in=held
    )
    counted = absences.values("person").annotate(n=Count("pk")).filter(n__gte=limit).order_by("-n", "person")
    people = {
        person.pk: person for person in Person.objects.filter(pk__in=[row["person"] for row in counted])
    }
    return [people[row["person"]] for row in counted]
