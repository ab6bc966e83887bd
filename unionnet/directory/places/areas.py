# SPDX-License-Identifier: Apache-2.0
"""Places to start from for those whose phone does not say where it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Avg, Count, Exists, OuterRef, QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import found_in
from unionnet.directory.places.models import Site
from unionnet.directory.places.naming import named, some_of

LOOKED_AT = 100


@dataclass(frozen=True)
class Area:
    """A place to start from without a satellite: a union with its stations, or one station."""

    key: str
    name: str
    latitude: float
    longitude: float
    sites: int = 0


def mapped_sites() -> QuerySet[Site]:
    """In use, and somewhere."""
    return Site.objects.filter(status__in=Site.IN_REGISTER, latitude__isnull=False)


def known_areas() -> list[Area]:
    """The same list for everybody, a minute old at most: the whole register is added up for it."""
    found: list[Area] = cache.get_or_set("places.areas", areas, 60) or []
    return found


def areas(words: str = "", most: int = 40) -> list[Area]:
    """Unions that have mapped sites, the ones with most first, with the middle of their sites."""
    sites = mapped_sites()
    if words:
        here = Exists(sites.filter(organisation=OuterRef("pk")))
        sites = sites.filter(organisation__in=found_in(Organisation.objects.filter(here), words)[:LOOKED_AT])
    rows = (
        sites.values("organisation__public_id", "organisation__name")
        .annotate(sites=Count("pk"), lat=Avg("latitude"), lon=Avg("longitude"))
        .order_by("-sites", "organisation__name")[:most]
    )
    return [
        Area(row["organisation__public_id"], row["organisation__name"], row["lat"], row["lon"], row["sites"])
        for row in rows
    ]


def area_of(key: str) -> Area | None:
    """The middle of one union's sites, or one site."""
    sites = mapped_sites()
    found = sites.filter(organisation__public_id=key).aggregate(
        n=Count("pk"), lat=Avg("latitude"), lon=Avg("longitude")
    )
    if found["n"]:
        name = Organisation.objects.filter(public_id=key).values_list("name", flat=True).first() or ""
        return Area(key, name, found["lat"], found["lon"], found["n"])
    site = sites.filter(public_id=key).first()
    if site is None or site.latitude is None or site.longitude is None:
        return None
    return Area(key, site.name, site.latitude, site.longitude)


def areas_named(words: str) -> list[Area]:
    """Where somebody may mean: unions and sites with these words in name or address."""
    if not words:
        return []
    sites = some_of(mapped_sites().filter(named(words)), 12).sites
    found = [Area(s.public_id, s.name, s.latitude, s.longitude) for s in sites if s.latitude and s.longitude]
    return [*areas(words, most=8), *found]
