# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from unionnet.directory.organisations.employers import Clock, clock_of, due_of
from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.establishing.models import Ending, Establishment, Request
from unionnet.programmes.establishing.rules import MANAGE, SEE


def establishments_seen_by(person: Person) -> QuerySet[Establishment]:
    """Helped, or to be approved, by unions within reach."""
    reach = person.reach(SEE)
    rows = Establishment.objects.filter(reach.q("sender__path") | reach.q("approver__path"))
    return rows.select_related("sender", "approver", "organisation")


def establishments_managed_by(person: Person) -> QuerySet[Establishment]:
    rows = Establishment.objects.filter(person.reach(MANAGE).q("sender__path"))
    return rows.select_related("sender", "approver", "organisation", "expected")


def found_in(rows: QuerySet[Establishment], words: str, state: str) -> QuerySet[Establishment]:
    """The filter bar."""
    if words:
        rows = rows.filter(Q(name__contains=words) | Q(sender__name__contains=words))
    return rows.filter(state=state) if state in Establishment.State.values else rows


def requests_of(establishment: Establishment) -> QuerySet[Request]:
    """Every request with its reply, the newest first."""
    rows = establishment.requests.select_related(
        "submission__number__letterhead", "submission__reply_number__letterhead"
    )
    return rows.order_by("-id")


def request_at(establishment: Establishment, step: str) -> Request | None:
    """The newest request of a step."""
    rows = establishment.requests.filter(step=step).select_related("submission").order_by("-id")
    return rows.first()


@dataclass(frozen=True)
class UnitClock:
    """An employer, and by when its region wants it to have a union (ORG-12)."""

    employer: Employer
    clock: Clock | None
    due: date | None
    is_late: bool


def clocks_of(establishment: Establishment, today: date) -> list[UnitClock]:
    employers = Employer.objects.filter(pk__in=establishment.units.values("employer")).order_by("name")
    rows = []
    for employer in employers:
        due, clock = due_of(employer, today), clock_of(employer.region_code, today)
        rows.append(UnitClock(employer, clock, due, due is not None and due < today))
    return rows


def helpers_for(person: Person) -> QuerySet[Organisation]:
    """Unions that may help: those a person manages, with somebody above."""
    rows = Organisation.objects.filter(person.reach(MANAGE).q("path"), until=None, parent__isnull=False)
    return rows.filter(since__isnull=False).order_by("path")


def expected_under(approver: Organisation, name: str) -> Organisation | None:
    """One that should exist (应建未建) under that name."""
    rows = Organisation.objects.filter(path__gte=approver.path, path__lt=approver.path_end)
    return rows.filter(name=name, since=None, until=None).order_by("path").first()


def union_standing(name: str) -> Organisation | None:
    rows = Organisation.objects.filter(name=name, since__isnull=False, until=None)
    return rows.order_by("path").first()


def endings_seen_by(person: Person) -> QuerySet[Ending]:
    rows = Ending.objects.filter(person.reach(SEE).q("organisation__path"))
    return rows.select_related("organisation", "into", "submission")
