# SPDX-License-Identifier: Apache-2.0
"""What passes to a successor, and what stays with the person."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import OPEN_STATES, Countersigning, Membership, Person, Role
from unionnet.directory.people.queries.posts import today


@dataclass(frozen=True)
class Estate:
    """What somebody who leaves has at one union. `posts` pass; `lent` ends with them; what waits there
    follows the union; `proposals` and the membership are the person's own."""

    holder: Person
    union: Organisation
    posts: list[Role]
    lent: list[Role]
    applications: int
    proposals: int


def own_posts(person: Person) -> QuerySet[Role]:
    """The posts somebody holds today, the administrators' too; not what was lent to them."""
    day = today()
    live = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
    rows = person.roles.filter(live, lent_by__isnull=True).select_related("organisation", "person")
    return rows.order_by("organisation__path", "id")


def estate_of(holder: Person, union: Organisation) -> Estate:
    day = today()
    lent = Role.objects.filter(lent_by__person=holder, organisation=union, until__gte=day)
    below = Membership.objects.filter(
        organisation__path__gte=union.path, organisation__path__lt=union.path_end
    )
    asked = Countersigning.objects.filter(asked_by=holder, state=Countersigning.State.WAITING)
    return Estate(
        holder,
        union,
        list(own_posts(holder).filter(organisation=union)),
        list(lent.select_related("person").order_by("id")),
        below.filter(state__in=OPEN_STATES).count(),
        asked.count(),
    )
