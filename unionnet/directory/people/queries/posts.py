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


def lendable_posts_of(person: Person) -> QuerySet[Role]:
    """The posts somebody holds today and may lend some verbs of. None while they stand in themselves."""
    if person.stands_in:
        return Role.objects.none()
    day = today()
    live = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
    own = person.roles.filter(live, lent_by__isnull=True).exclude(name__in=Role.ADMINISTRATORS)
    return own.select_related("organisation").order_by("organisation__path", "id")


def roles_seen_by(person: Person) -> QuerySet[Role]:
    """Posts in the unions within reach, by those who grant them or manage the members."""
    reach = person.reach("people.grant_roles") or person.reach("people.see")
    return (
        Role.objects.filter(reach.q())
        .select_related("person", "organisation", "lent_by__person")
        .order_by("organisation__path", "id")
    )


def roles_of(person: Person, on: date) -> list[Role]:
    """The posts somebody holds on a day."""
    live = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))
    rows = person.roles.filter(live).select_related("organisation", "lent_by__person")
    return list(rows.order_by("organisation__path", "id"))


def lent_out_by(person: Person) -> QuerySet[Role]:
    """What this person lent and has not taken back, also what begins later."""
    rows = Role.objects.filter(lent_by__person=person, until__gte=today())
    return rows.select_related("person", "organisation").order_by("since", "id")


def today() -> date:
    """The calendar day where the union works."""
    return local_date(database_now())
