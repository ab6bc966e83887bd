# SPDX-License-Identifier: Apache-2.0
"""Who may do what, where, and today."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from unionnet.directory.people.models import (
    Person,
    Role,
)
from unionnet.foundation.clock import database_now, local_date


def roles_seen_by(person: Person) -> QuerySet[Role]:
    """Posts in the unions within reach, by those who grant them or manage the members."""
    reach = person.reach("people.grant_roles") or person.reach("people.see")
    return (
        Role.objects.filter(reach.q())
        .select_related("person", "organisation")
        .order_by("organisation__path", "id")
    )


def roles_of(person: Person, on: date) -> list[Role]:
    """The posts somebody holds on a day."""
    live = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))
    return list(person.roles.filter(live).select_related("organisation").order_by("organisation__path"))


def today() -> date:
    """The calendar day where the union works."""
    return local_date(database_now())
