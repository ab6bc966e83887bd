# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.nightschool.actions.courses import DAY_END, CourseTerms, make_course
from unionnet.programmes.nightschool.actions.lessons import lay_out
from unionnet.programmes.nightschool.facts import TermChanged, TermOpened
from unionnet.programmes.nightschool.models import ClassGroup, Course, Term
from unionnet.programmes.nightschool.rules import at_time, begins_at, why_not_manage
from unionnet.tools.enrolment.actions import change_offer, make_group
from unionnet.tools.enrolment.models import Offer


@dataclass(frozen=True)
class TermPlan:
    """When a term is open for enrolment and when it is taught."""

    name: str
    opens_at: datetime
    closes_at: datetime
    starts_on: date
    ends_on: date

    def check(self, organisation: Organisation, *, but: Term | None = None) -> None:
        """Dates in order and a name of its own, said in words before the constraint says it."""
        if self.closes_at <= self.opens_at:
            raise Refusal("closes_before_opening", _("截止报名要晚于开始报名。"))
        if self.ends_on < self.starts_on:
            raise Refusal("ends_before_start", _("结课日期不能早于开课日期。"))
        same = Term.objects.filter(organisation=organisation, name=self.name)
        if (same.exclude(pk=but.pk) if but else same).exists():
            raise Refusal("name_taken", _("已经有一期叫“%(name)s”，请换个名称。"), name=self.name)


@verb
def open_term(
    organisation: Organisation,
    plan: TermPlan,
    class_groups: Sequence[str],
    *,
    by: Person,
    one_course_each: bool = True,
) -> Term:
    """Set up a term with its big classes. Nothing can be taken before it opens."""
    term = _make_term(organisation, plan, one_course_each=one_course_each, copied_from=None, by=by)
    ClassGroup.objects.bulk_create(
        ClassGroup(term=term, name=name, position=position) for position, name in enumerate(class_groups)
    )
    tell(TermOpened(term.pk), by=by, org_path=organisation.path)
    return term


@verb
def add_class_group(term: Term, name: str, *, by: Person) -> ClassGroup:
    """One more big class. Asking for one that is there gives that one."""
    if refusal := why_not_manage(by, term.organisation):
        raise refusal
    group, _new = ClassGroup.objects.get_or_create(
        term=term, name=name, defaults={"position": term.class_groups.count()}
    )
    return group


@verb
def change_term(term: Term, plan: TermPlan, *, by: Person) -> Term:
    """Another name or other dates; every course opens, closes and begins with the term.

    Lessons are laid out again from a new first day where nobody has a place yet; elsewhere they are moved
    one by one, with a reason.
    """
    if refusal := why_not_manage(by, term.organisation):
        raise refusal
    plan.check(term.organisation, but=term)
    begins_elsewhere = term.starts_on != plan.starts_on
    term.name, term.opens_at, term.closes_at = plan.name, plan.opens_at, plan.closes_at
    term.starts_on, term.ends_on = plan.starts_on, plan.ends_on
    term.save(update_fields=["name", "opens_at", "closes_at", "starts_on", "ends_on"])
    courses = Course.objects.filter(class_group__term=term, offer__cancelled_at__isnull=True)
    for course in courses.select_related("offer", "class_group__term").order_by("offer"):
        change_offer(course.offer, by=by, **moments_of(plan, course))
        if begins_elsewhere:
            _lay_out_again(course)
    tell(TermChanged(term.pk), by=by, org_path=term.organisation.path)
    return term


def moments_of(plan: TermPlan, course: Course) -> dict[str, Any]:
    """What the plan of the term means for the offer of a course."""
    return {
        "opens_at": plan.opens_at,
        "closes_at": plan.closes_at,
        "starts_at": begins_at(plan.starts_on, plan.ends_on, course.weekday, course.begins),
        "ends_at": at_time(plan.ends_on, DAY_END),
    }


def _lay_out_again(course: Course) -> None:
    offer = Offer.objects.get(pk=course.offer_id)
    touched = course.lessons.filter(Q(changes__isnull=False) | Q(register_closed_at__isnull=False))
    topics = CourseTerms.of(course).topics
    if offer.taken + offer.held == 0 and not touched.exists():
        course.lessons.all().delete()
        lay_out(course, len(topics), topics=topics)


@verb
def repeat_term(term: Term, plan: TermPlan, *, by: Person) -> Term:
    """A new term like an earlier one: the same classes, courses, teachers, hours and number of lessons."""
    again = _make_term(
        term.organisation, plan, one_course_each=term.places_id is not None, copied_from=term, by=by
    )
    for group in term.class_groups.all():
        new_group = ClassGroup.objects.create(term=again, name=group.name, position=group.position)
        for course in group.courses.filter(offer__cancelled_at__isnull=True).order_by("pk"):
            terms = CourseTerms.of(course)
            lay_out(make_course(new_group, terms, by=by), len(terms.topics), topics=terms.topics)
    tell(TermOpened(again.pk, copied_from=term.pk), by=by, org_path=term.organisation.path)
    return again


def _make_term(
    organisation: Organisation, plan: TermPlan, *, one_course_each: bool, copied_from: Term | None, by: Person
) -> Term:
    if refusal := why_not_manage(by, organisation):
        raise refusal
    plan.check(organisation)
    return Term.objects.create(
        organisation=organisation,
        name=plan.name,
        opens_at=plan.opens_at,
        closes_at=plan.closes_at,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        places=make_group(organisation, plan.name, by=by) if one_course_each else None,
        copied_from=copied_from,
    )
