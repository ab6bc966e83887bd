# SPDX-License-Identifier: Apache-2.0
"""For whom somebody books, and what the rule asks of them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person, Standing
from unionnet.directory.people.posts import offices_of
from unionnet.foundation.prepared import prepared
from unionnet.tools.booking.models import Ban, Resource
from unionnet.tools.booking.rules import Party


def unions_booked_for(person: Person) -> QuerySet[Organisation]:
    """The unions where this person's own post lets them book for it: not all that lie below."""
    offices = Organisation.objects.filter(path__in=offices_of(person, "booking.ask"), until=None)
    return offices.order_by("path")


def party_of(resource: Resource, at: datetime, *, person: Person | None, union: Organisation | None) -> Party:
    """What the rule may know of whoever is to have it."""
    here = (resource.organisation_id, resource.kind, at)
    if union is not None:
        until = _union_banned_until.first(*here, union.pk)
        return Party(path=union.path, is_union=True, banned_until=until)
    if person is None:
        return Party()
    return Party.of(_standing.first(person.pk), _banned_until.first(*here, person.pk))


@prepared
def _banned_until(organisation: int, kind: str, at: datetime, person: int) -> QuerySet[Ban, datetime]:
    bans = Ban.objects.filter(organisation=organisation, kind=kind, lifted_at=None, until__gt=at)
    return bans.filter(person=person).order_by("-until").values_list("until", flat=True)[:1]


@prepared
def _union_banned_until(organisation: int, kind: str, at: datetime, union: int) -> QuerySet[Ban, datetime]:
    bans = Ban.objects.filter(organisation=organisation, kind=kind, lifted_at=None, until__gt=at)
    return bans.filter(union=union).order_by("-until").values_list("until", flat=True)[:1]


@prepared
def _standing(person: int) -> QuerySet[Standing]:
    return Standing.objects.filter(person=person)
