# SPDX-License-Identifier: Apache-2.0
"""Resources, by who looks at them, with the hours and the terms that belong to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import public_sites
from unionnet.foundation.clock import local_date
from unionnet.foundation.prepared import Among, prepared
from unionnet.tools.booking.models import ClosingDay, Host, OpeningRule, Resource, Terms
from unionnet.tools.booking.rules import Limits, limits_of
from unionnet.tools.booking.timetable import Timetable


def public_resources() -> QuerySet[Resource]:
    """Anybody may read what can be booked: it holds nothing personal, and the rule says who may."""
    return Resource.objects.filter(withdrawn_at=None).select_related("organisation", "open_to", "site")


def every_resource() -> QuerySet[Resource]:
    """The withdrawn ones too: who had booked there still finds the page."""
    return Resource.objects.select_related("organisation", "open_to", "site")


def resources_seen_by(person: Person) -> QuerySet[Resource]:
    """On this officer's desk: of their unions and of those below."""
    return every_resource().filter(person.reach("booking.see").q())


def resources_managed_by(person: Person) -> QuerySet[Resource]:
    return every_resource().filter(person.reach("booking.manage").q())


def hosts_seen_by(person: Person) -> QuerySet[Host]:
    """Who receives at the resources on this officer's desk."""
    seen = Host.objects.filter(person.reach("booking.see").q("resource__organisation__path"))
    return seen.select_related("person").order_by("pk")


def is_host(person: Person) -> bool:
    return Host.objects.filter(person=person).exists()


def found_in(resources: QuerySet[Resource], words: str, kind: str) -> QuerySet[Resource]:
    """The filter bar, on the phone and on the desk."""
    if words:
        named = (
            Q(name__icontains=words) | Q(address__icontains=words) | Q(organisation__name__icontains=words)
        )
        resources = resources.filter(named | Q(site__name__icontains=words))
    return resources.filter(kind=kind) if kind else resources


def sites_to_stand_in(person: Person) -> QuerySet[Site]:
    """Where a resource of this officer may be: the stations and venues of their part of the tree."""
    return public_sites().filter(person.reach("booking.manage").q()).order_by("pinyin", "id")


def timetable_of(resource: Resource, since: date, until: date) -> Timetable:
    return timetables_of([resource], since, until)[resource.pk]


def timetables_of(resources: Iterable[Resource], since: date, until: date) -> dict[int, Timetable]:
    """Of several resources, for days from one to another, in two questions."""
    by_id = {resource.pk: resource for resource in resources}
    openings: dict[int, list[OpeningRule]] = defaultdict(list)
    closings: dict[int, list[ClosingDay]] = defaultdict(list)
    for opening in _openings(list(by_id)):
        openings[opening.resource_id].append(opening)
    for closing in _closings(list(by_id), since, until):
        closings[closing.resource_id].append(closing)
    return {pk: Timetable(resource, openings[pk], closings[pk]) for pk, resource in by_id.items()}


@prepared
def _openings(resources: list[int]) -> QuerySet[OpeningRule]:
    return OpeningRule.objects.filter(Among("resource", resources)).order_by("weekday", "opens")


@prepared
def _closings(resources: list[int], since: date, until: date) -> QuerySet[ClosingDay]:
    shut = ClosingDay.objects.filter(Among("resource", resources), since__lte=until, until__gte=since)
    return shut.order_by("since")


@prepared
def resource_with(pk: int) -> QuerySet[Resource]:
    """For verbs: as it is now."""
    return every_resource().filter(pk=pk)


def terms_of(organisation: Organisation, kind: str) -> Terms | None:
    return _terms.first(organisation.pk, kind)


@prepared
def _terms(organisation: int, kind: str) -> QuerySet[Terms]:
    return Terms.objects.filter(organisation=organisation, kind=kind)


def limits_at(resource: Resource, at: datetime) -> Limits:
    """The terms in force for this resource today."""
    return limits_of(resource, terms_of(resource.organisation, resource.kind), local_date(at))
