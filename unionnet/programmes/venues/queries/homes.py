# SPDX-License-Identifier: Apache-2.0
"""Drivers' homes: those along a route, with the beds that are free tonight. And how many came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import local_date
from unionnet.foundation.rulebook import rule
from unionnet.programmes.venues.models import DriversHome, VisitCount
from unionnet.programmes.venues.routes import Position, Spot, bounds, length_of, position_on
from unionnet.tools.booking.queries import free_on

MOST = 200


@dataclass(frozen=True)
class OnTheWay:
    """A home, how far along the route and how far off it, and the beds free that night."""

    home: DriversHome
    position: Position
    free: int
    beds: int


def public_homes() -> QuerySet[DriversHome]:
    """Those in use; anybody may look."""
    homes = DriversHome.objects.filter(site__status__in=Site.IN_REGISTER, beds__withdrawn_at=None)
    return homes.select_related(
        "site", "beds__organisation", "beds__site", "beds__open_to", "organisation"
    ).prefetch_related("items")


def homes_managed_by(person: Person) -> QuerySet[DriversHome]:
    return DriversHome.objects.filter(person.reach("venues.manage").q()).select_related("site", "beds")


def homes_along(route: Sequence[Spot], night: date, at: datetime) -> list[OnTheWay]:
    """In the order of the journey, with what is free that night: four questions, however long the route."""
    terms = rule("VE-04.off_route", on=local_date(at)).value
    least, share = terms["km"] * 1000, terms["percent"] / 100
    south, north, west, east = bounds(route, max(least, share * length_of(route)))
    homes = public_homes().filter(site__latitude__range=(south, north), site__longitude__range=(west, east))
    placed = [(home, position_on(route, (home.site.latitude, home.site.longitude))) for home in homes]  # type: ignore[arg-type]
    on_the_way = ((home, where) for home, where in placed if where.off <= max(least, share * where.leg))
    near = sorted(on_the_way, key=lambda each: each[1].along)
    found = free_on([home.beds for home, _where in near[:MOST]], night, at)
    return [OnTheWay(home, where, bed.free, bed.of) for (home, where), bed in zip(near, found, strict=False)]


def visits_seen_by(person: Person) -> QuerySet[VisitCount]:
    return VisitCount.objects.filter(person.reach("venues.see").q()).select_related("site", "organisation")


def visit_sums(visits: QuerySet[VisitCount], year: int) -> list[tuple[str, int]]:
    """(site, 人次) of a year, most visited first."""
    rows = visits.filter(day__year=year).values_list("site__name").annotate(n=Sum("times"))
    return [(name, n) for name, n in rows.order_by("-n", "site__name")[:200]]
