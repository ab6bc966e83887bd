# SPDX-License-Identifier: Apache-2.0
"""Open a class, say who minds it, call it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.programmes.childcare.facts import CareClassOpened, DutyChanged
from unionnet.programmes.childcare.models import CareClass, Duty
from unionnet.programmes.childcare.rules import MOST_DUTIES, why_not_manage, why_not_open
from unionnet.tools.enrolment.actions import cancel_offer, make_offer
from unionnet.tools.enrolment.models import Offer

CONFIRM_MINUTES = 24 * 60


@dataclass(frozen=True)
class Plan:
    """What a union announces. Ages are full years on the day enrolment opens, both included."""

    title: str
    season: str
    place: str
    phone: str
    first_day: date
    last_day: date
    weekdays: tuple[int, ...]
    from_time: time
    to_time: time
    min_age: int
    max_age: int
    places: int
    opens_at: datetime
    closes_at: datetime
    summary: str = ""


@verb
def open_class(union: Organisation, plan: Plan, *, key: UUID, by: Person) -> CareClass:
    """Announce a class. Its places are an offer that takes children only: the ages keep adults out."""
    if no := why_not_manage(by, union):
        raise no
    if held := CareClass.objects.filter(key=key).select_related("offer", "organisation").first():
        return held
    care_class = CareClass(
        key=key,
        organisation=union,
        season=plan.season,
        place=one_line(plan.place, 100),
        phone=one_line(plan.phone, 20),
        first_day=plan.first_day,
        last_day=plan.last_day,
        weekdays=sorted(set(plan.weekdays)),
        from_time=plan.from_time,
        to_time=plan.to_time,
    )
    if no := why_not_open(care_class, plan.max_age, on=local_date(database_now())):
        raise no
    care_class.offer = make_offer(
        union,
        by=by,
        title=one_line(plan.title, 100),
        summary=many_lines(plan.summary, 2000),
        audience=Offer.Audience.EVERYONE,
        min_age=plan.min_age,
        max_age=plan.max_age,
        minds_pauses=False,
        size=plan.places,
        confirm_minutes=CONFIRM_MINUTES,
        opens_at=plan.opens_at,
        closes_at=plan.closes_at,
        starts_at=_moment(plan.first_day, plan.from_time),
        ends_at=_moment(plan.last_day, plan.to_time),
    )
    care_class.save(force_insert=True)
    tell(CareClassOpened(care_class.pk, union.pk), by=by, org_path=union.path)
    return care_class


@verb
def put_on_duty(care_class: CareClass, person: Person, *, by: Person) -> Duty:
    """This person sees the children of the class and what to mind of them. Twice is once."""
    if no := why_not_manage(by, care_class.organisation):
        raise no
    CareClass.objects.select_for_update(of=["self"], no_key=True).get(pk=care_class.pk)
    if Duty.objects.filter(care_class=care_class).exclude(person=person).count() >= MOST_DUTIES:
        raise Refusal("too_many", _("一个班最多 %(n)s 名值班人员。"), n=MOST_DUTIES)
    duty, is_new = Duty.objects.get_or_create(
        care_class=care_class, person=person, defaults={"organisation": care_class.organisation}
    )
    if is_new:
        tell(DutyChanged(care_class.pk, person.pk, True), by=by, org_path=care_class.organisation.path)
    return duty


@verb
def relieve(duty: Duty, *, by: Person) -> None:
    """From now on this person sees none of it."""
    care_class = CareClass.objects.select_related("organisation").get(pk=duty.care_class_id)
    if no := why_not_manage(by, care_class.organisation):
        raise no
    if Duty.objects.filter(pk=duty.pk).delete()[0]:
        fact = DutyChanged(care_class.pk, duty.person_id, False)
        tell(fact, by=by, org_path=care_class.organisation.path)


@verb
def call_off(care_class: CareClass, reason: str, *, by: Person) -> None:
    """The class does not take place; enrolment gives the places back, and every guardian is told why."""
    if no := why_not_manage(by, care_class.organisation):
        raise no
    reason = one_line(reason, 200)
    if len(reason) < 2:
        raise Refusal("no_reason", _("请写明原因。"))
    cancel_offer(care_class.offer, reason, by=by)


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
