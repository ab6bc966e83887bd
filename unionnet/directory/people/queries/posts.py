# SPDX-License-Identifier: Apache-2.0
"""Who may do what, where, and today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import (
    Person,
    Role,
)
from unionnet.directory.people.posts import roles_with
from unionnet.foundation.clock import database_now, local_date

A_FEW = 20


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


def is_alone(person: Person) -> bool:
    """Whether nobody else could countersign what this person proposes for the top of their reach."""
    top = Organisation.objects.filter(path__in=person.reach("people.grant_roles").paths)
    return any(not holders_above("people.grant_roles", union, without={person.pk}) for union in top)


def holders_above(verb: str, union: Organisation, *, without: set[int]) -> list[Person]:
    """People whose own post of today, at that union or above it, opens the verb: the nearest first, a few."""
    held = _posts_above(verb, union).exclude(person__in=without)
    return list({role.person_id: role.person for role in held[: A_FEW * 2]}.values())[:A_FEW]


def holders_by_union(
    verb: str, unions: Collection[int] | QuerySet[Organisation], *, on: date | None = None
) -> dict[int, list[int]]:
    """Who may use the verb on a day, today, by a post at each of these unions itself: by their own, or by a
    lent one that includes it. One question; a union where nobody may is not in it."""
    day = on or today()
    live = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
    whole = Q(lent_by__isnull=True) | Q(verbs__contains=[verb])
    posts = Role.objects.filter(live, whole, name__in=roles_with(verb), organisation__in=unions)
    found: dict[int, list[int]] = defaultdict(list)
    for union, person in posts.order_by("person_id").values_list("organisation", "person").distinct():
        found[union].append(person)
    return dict(found)


def whom_to_ask(verb: str, union: Organisation) -> str:
    """The nearest of them with their union, as a sentence names them; the union where nobody holds a post."""
    post = _posts_above(verb, union).first()
    return f"{post.organisation.name} {post.person.name}" if post else union.name


def _posts_above(verb: str, union: Organisation) -> QuerySet[Role]:
    above = [union.path[:end] for end in range(SEGMENT, len(union.path) + 1, SEGMENT)]
    day = today()
    live = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
    roles = Role.objects.filter(
        live, name__in=roles_with(verb), organisation__path__in=above, lent_by__isnull=True
    )
    return roles.select_related("person", "organisation").order_by("-organisation__path", "id")


def union_to_begin_at(public_id: str) -> Organisation | None:
    """The union the command line means: that one, or the top of the tree."""
    rows = Organisation.objects.filter(public_id=public_id) if public_id else Organisation.objects
    return rows.order_by("path").first()


def lent_out_by(person: Person) -> QuerySet[Role]:
    """What this person lent and has not taken back, also what begins later."""
    rows = Role.objects.filter(lent_by__person=person, until__gte=today())
    return rows.select_related("person", "organisation").order_by("since", "id")


def today() -> date:
    """The calendar day where the union works."""
    return local_date(database_now())
