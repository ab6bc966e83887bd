# SPDX-License-Identifier: Apache-2.0
"""Classes, children and days: for the guardian, for who is on duty, and for the union that runs a class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet

from unionnet.directory.organisations.models import SEGMENT
from unionnet.directory.people.models import MEMBER_STATES, Membership, Person
from unionnet.foundation.files.models import StoredFile
from unionnet.programmes.childcare.models import (
    CareClass,
    CareDay,
    Child,
    Duty,
    Entry,
    GuardianConsent,
    Pickup,
    SpecialCare,
)
from unionnet.tools.enrolment.models import Place
from unionnet.tools.enrolment.queries import Holding, holdings_of

SEE = "childcare.see"


def own_membership(person: Person) -> Membership | None:
    rows = Membership.objects.filter(person=person, state__in=MEMBER_STATES)
    return rows.select_related("organisation").first()


def classes_for(person: Person, at: datetime) -> QuerySet[CareClass]:
    """Not yet over, of the member's union or one above it."""
    own = own_membership(person)
    path = own.organisation.path if own else ""
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    rows = _with_offer().filter(organisation__path__in=above, offer__cancelled_at=None, offer__ends_at__gt=at)
    return rows.order_by("first_day", "pk")


def class_for(person: Person, public_id: str) -> QuerySet[CareClass]:
    """One by its address: of the member's unions, or one in which a child of theirs is entered."""
    entered = Entry.objects.filter(care_class=OuterRef("pk"), guardian=person)
    mine = _with_offer().filter(Exists(entered), public_id=public_id)
    own = own_membership(person)
    path = own.organisation.path if own else ""
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    return mine | _with_offer().filter(organisation__path__in=above, public_id=public_id)


def classes_seen_by(person: Person) -> QuerySet[CareClass]:
    return _with_offer().filter(person.reach(SEE).q())


def classes_minded_by(person: Person) -> QuerySet[CareClass]:
    """Those in which the person is on duty."""
    mine = Duty.objects.filter(care_class=OuterRef("pk"), person=person)
    return _with_offer().filter(Exists(mine), offer__cancelled_at=None)


def minded_soon(person: Person, today: date) -> QuerySet[CareClass]:
    return classes_minded_by(person).filter(last_day__gte=today).order_by("first_day", "pk")


def is_on_duty(person: Person, care_class: CareClass) -> bool:
    return Duty.objects.filter(care_class=care_class, person=person).exists()


def duties_of(care_class: CareClass) -> QuerySet[Duty]:
    return Duty.objects.filter(care_class=care_class).select_related("person").order_by("pk")


def children_of(person: Person) -> QuerySet[Child]:
    """Those for whom this person acts."""
    return Child.objects.filter(guardian=person).select_related("person", "guardian").order_by("pk")


def consent_of(child: Child) -> GuardianConsent | None:
    """What stands, or nothing."""
    return GuardianConsent.objects.filter(child=child, withdrawn_at=None).first()


def pickups_of(child: Child) -> QuerySet[Pickup]:
    """Who may take the child home now."""
    return Pickup.objects.filter(child=child, until=None).select_related("photo").order_by("pk")


def pickup_ever(child: Child, public_id: str) -> Pickup | None:
    """By its address, also of those who are off the list again: the rule says whether it was on it then."""
    return Pickup.objects.filter(child=child, public_id=public_id).first()


def special_care_of(child: Child) -> str:
    """What to mind of the child, opened; only the guardian and who is on duty get this far."""
    kept = SpecialCare.objects.filter(child=child).first()
    return str(kept.text.open()) if kept else ""


@dataclass(frozen=True)
class Entered:
    """A child in a class, as its guardian sees it. No holding: given up."""

    care_class: CareClass
    holding: Holding | None


def entered(child: Child) -> list[Entered]:
    rows = Entry.objects.filter(child=child).select_related("care_class__offer", "care_class__organisation")
    classes = [row.care_class for row in rows.order_by("-care_class__first_day", "-pk")]
    held = holdings_of(child.person, [each.offer_id for each in classes])
    return [Entered(each, held.get(each.offer_id)) for each in classes]


def is_here(child: Child, day: date) -> bool:
    """Came that day and has not gone home."""
    return CareDay.objects.filter(child=child, day=day, left_at=None).exists()


def days_of(child: Child) -> QuerySet[CareDay]:
    """When the child came and who took it home, the latest first."""
    rows = CareDay.objects.filter(child=child).select_related("care_class__offer", "pickup")
    return rows.order_by("-day", "-pk")


@dataclass(frozen=True)
class Line:
    """One child on the roll of a day."""

    child: Child
    day: CareDay | None
    has_special_care: bool

    @property
    def state(self) -> str:
        """`awaited`, `here` or `left`."""
        if self.day is None:
            return "awaited"
        return "left" if self.day.left_at else "here"


def minded(care_class: CareClass, day: date) -> QuerySet[Child]:
    """The children with a place, and who came that day though the place was given up since: by name, with
    those who may pick them up."""
    seated = Place.objects.filter(offer=care_class.offer_id, person=OuterRef("person"))
    came = CareDay.objects.filter(care_class=care_class, day=day, child=OuterRef("pk"))
    listed = Prefetch("pickups", Pickup.objects.filter(until=None).select_related("photo").order_by("pk"))
    rows = Child.objects.filter(Exists(seated) | Exists(came), entries__care_class=care_class)
    return rows.select_related("person", "guardian").prefetch_related(listed).order_by("person__name", "pk")


def roll(care_class: CareClass, day: date) -> list[Line]:
    """Everybody who has a place, and what is known of the day. The number of places bounds it."""
    days = {
        row.child_id: row
        for row in CareDay.objects.filter(care_class=care_class, day=day).select_related(
            "pickup", "handed_by"
        )
    }
    special = Exists(SpecialCare.objects.filter(child=OuterRef("pk")))
    children = minded(care_class, day).annotate(is_special=special)
    return [Line(child, days.get(child.pk), child.is_special) for child in children]


def files_seen_by(person: Person) -> QuerySet[StoredFile]:
    """Photos of who may pick a child up, for its guardian and for who is on duty."""
    minding = Duty.objects.filter(person=person, care_class__entries__child=OuterRef("child"))
    shown = Pickup.objects.filter(photo=OuterRef("pk"), until=None)
    own = shown.filter(child__guardian=person)
    return StoredFile.objects.filter(Exists(own) | Exists(shown.filter(Exists(minding))))


@dataclass(frozen=True)
class Applicant:
    """A child entered for a class, as the union that runs it sees it."""

    child: Child
    holding: Holding | None


def applicants(care_class: CareClass, most: int) -> list[Applicant]:
    rows = Entry.objects.filter(care_class=care_class).select_related("child__person", "child__guardian")
    found = []
    seats = {
        row.person_id: Holding("taken", row.number) for row in Place.objects.filter(offer=care_class.offer_id)
    }
    for row in rows.order_by("pk")[:most]:
        found.append(Applicant(row.child, seats.get(row.child.person_id)))
    return found


def forgettable(at: datetime, days: int, most: int) -> list[Child]:
    """Children of whom nothing is left to keep: entered nowhere, and registered long enough ago."""
    known = Exists(Entry.objects.filter(child=OuterRef("pk")))
    rows = Child.objects.filter(~known, added_at__lt=at - timedelta(days=days))
    return list(rows.order_by("pk")[:most])


def _with_offer() -> QuerySet[CareClass]:
    rows = CareClass.objects.select_related("offer__organisation", "organisation")
    return rows.annotate(staff=Count("duties", distinct=True), free=F("offer__size") - F("offer__taken"))
