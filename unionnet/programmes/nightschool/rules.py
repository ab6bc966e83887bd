# SPDX-License-Identifier: Apache-2.0
"""Why not? Age is never asked here: 25–45 describes most students and is no condition of anything."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.calendar import is_working_day
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.nightschool.models import Course, Lesson
from unionnet.tools.enrolment.models import Attendance, Place

FRIDAY = 5
MOST_LESSONS = 60
LONGEST_SEARCH = timedelta(days=730)


def usual_hours(on: date) -> tuple[time, time]:
    """What a course starts from (NS-03): a setting, not a condition."""
    begins, ends = rule("NS-03.hours", on=on).value
    return parse_time(begins) or time(18), parse_time(ends) or time(20)


def why_not_manage(person: Person, organisation: Organisation) -> Refusal | None:
    """Whether this officer runs the night school of that union."""
    if not person.may("nightschool.manage", organisation.path):
        return Refusal("elsewhere", _("您没有管理“%(name)s”夜校的权限。"), name=organisation.name)
    return None


def why_not_take_register(person: Person, course: Course) -> Refusal | None:
    """Officers in reach and the course's own teacher take the register."""
    if course.teacher_id == person.pk or person.may("nightschool.manage", course.offer.organisation.path):
        return None
    return Refusal("not_your_course", _("只有任课教师和主办工会可以点名。"))


def why_no_reason(reason: str) -> Refusal | None:
    """A change that people must arrange their evening around says why."""
    if len(reason.strip()) < 2:
        return Refusal("reason_needed", _("请写明原因，学员会看到。"))
    return None


def why_not_change_lesson(lesson: Lesson, at: datetime) -> Refusal | None:
    """What is over or cancelled stays as it is."""
    if lesson.cancelled_at:
        return Refusal("lesson_cancelled", _("这节课已经停课。"))
    if lesson.is_over(at) or lesson.register_closed_at:
        return Refusal("lesson_over", _("这节课已经上完，不能再改。"))
    return None


def why_not_move(lesson: Lesson, starts_at: datetime, ends_at: datetime, at: datetime) -> Refusal | None:
    """Whether the lesson may take place then."""
    if refusal := why_not_change_lesson(lesson, at):
        return refusal
    if ends_at <= starts_at:
        return Refusal("ends_before_start", _("下课时间要晚于上课时间。"))
    if starts_at <= at:
        return Refusal("in_the_past", _("新的上课时间已经过去。"))
    if clash := _clash(lesson, starts_at, ends_at):
        return Refusal(
            "clash",
            _("这个时间与“%(title)s”第 %(number)s 课冲突（同一教师或同一教室）。"),
            title=clash.course.title,
            number=clash.number,
        )
    return None


def _clash(lesson: Lesson, starts_at: datetime, ends_at: datetime) -> Lesson | None:
    same = Q(course=lesson.course_id)
    if lesson.course.teacher_id:
        same |= Q(course__teacher=lesson.course.teacher_id)
    if lesson.site_id and lesson.room:
        same |= Q(site=lesson.site_id, room=lesson.room)
    others = Lesson.objects.filter(
        same, cancelled_at__isnull=True, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    return others.exclude(pk=lesson.pk).select_related("course__offer").first()


def why_not_schedule(course: Course, count: int) -> Refusal | None:
    """Whether so many lessons may be laid out now."""
    if course.lessons.exists():
        return Refusal("has_lessons", _("这门课已经排过课，请逐节调整。"))
    if not 1 <= count <= MOST_LESSONS:
        return Refusal("lesson_count", _("课次在 1 到 %(most)s 之间。"), most=MOST_LESSONS)
    return None


def lesson_days(first: date, weekday: int, count: int) -> list[date]:
    """So many dates on that weekday from the first day on. A weekday course rests on public holidays."""
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7)
    found: list[date] = []
    while len(found) < count and day < first + LONGEST_SEARCH:
        if weekday > FRIDAY or is_working_day(day):
            found.append(day)
        day += timedelta(days=7)
    return found


def begins_at(first: date, last: date, weekday: int, clock: time) -> datetime:
    """The moment of the first lesson of a term; its last day when the term is too short for one."""
    return at_time(min(lesson_days(first, weekday, 1)[0], last), clock)


def at_time(day: date, clock: time) -> datetime:
    """A moment where the union works."""
    return timezone.make_aware(datetime.combine(day, clock))


def why_not_close_register(lesson: Lesson, at: datetime) -> Refusal | None:
    """The register is closed once, after the lesson began."""
    if lesson.cancelled_at:
        return Refusal("lesson_cancelled", _("这节课已经停课。"))
    if at < lesson.starts_at:
        return Refusal("not_begun", _("还没有上课，不能结束点名。"))
    return None


def why_not_mark(lesson: Lesson, at: datetime) -> Refusal | None:
    """Marks are taken from an hour before the lesson on."""
    if lesson.cancelled_at:
        return Refusal("lesson_cancelled", _("这节课已经停课。"))
    if at < lesson.starts_at - timedelta(hours=1):
        return Refusal("too_early", _("上课前一小时起可以点名。"))
    return None


def why_not_rate(person: Person | None, course: Course) -> Refusal | None:
    """Who came at least once may say how it was."""
    if person is None:
        return Refusal("sign_in", _("请先登录。"))
    came = Attendance.objects.filter(offer=course.offer_id, person=person, state=Attendance.State.PRESENT)
    if not came.exists():
        return Refusal("never_came", _("到课签到后才能评价。"))
    return None


def has_place(person: Person, course: Course) -> bool:
    return Place.objects.filter(offer=course.offer_id, person=person).exists()
