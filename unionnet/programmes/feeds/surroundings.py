# SPDX-License-Identifier: Apache-2.0
"""What the checks compare a site with: neighbours by squares of the map, and the middle of each county."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor
from statistics import median

from django.core.cache import cache
from django.db.models import QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.places.datum import Spot
from unionnet.directory.places.models import Site
from unionnet.directory.places.nearest import nearest
from unionnet.programmes.feeds.rules import FEWEST, NAMELESS, Neighbour, Surroundings

Cell = tuple[int, int]
Squares = dict[Cell, list[Neighbour]]
COLUMNS = ("id", "public_id", "name", "address", "latitude", "longitude")
LOOKED_AT, FARTHEST = 20, 1500.0
TEN_MINUTES = 600


def squares_of(below: QuerySet[Site]) -> Squares:
    """All mapped sites by squares of a fiftieth of a degree."""
    squares: Squares = {}
    for row in below.filter(latitude__isnull=False).values_list(*COLUMNS):
        other = Neighbour(*row)
        squares.setdefault(_cell(other.spot), []).append(other)
    return squares


def surroundings_of(
    union: Organisation, sites: Sequence[Site], below: QuerySet[Site], squares: Squares | None
) -> dict[int, Surroundings]:
    """Neighbours by the squares where there are some, else by the index of the nearest."""
    middles = _middles(union, below, is_new=squares is not None)
    return {
        site.pk: Surroundings(
            _near(site) if squares is None else list(_around(site, squares)),
            middles.get(site.region_code[:6]),
        )
        for site in sites
    }


def alike_near(sites: Iterable[Site]) -> set[int]:
    """Sites nearby that are called the same: what is said of one may change what is said of the other."""
    return {
        other.id
        for site in sites
        for other in _near(site)
        if other.address == site.address or NAMELESS.sub("", other.name) == NAMELESS.sub("", site.name)
    }


def _near(site: Site) -> list[Neighbour]:
    if site.latitude is None or site.longitude is None or abs(site.latitude) > 80:
        return []
    found = nearest(site.latitude, site.longitude, open_only=False, limit=LOOKED_AT, within=FARTHEST)
    return [Neighbour(*(getattr(each, name) for name in COLUMNS)) for each in found if each.id != site.pk]


def _cell(spot: Spot) -> Cell:
    return floor(spot[0] * 50), floor(spot[1] * 50)


def _around(site: Site, cells: Squares) -> Iterable[Neighbour]:
    """Those of the own square and the eight beside it: two kilometres and more each way."""
    if site.latitude is None or site.longitude is None:
        return
    north, east = _cell((site.latitude, site.longitude))
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            yield from cells.get((north + dy, east + dx), ())


def _middles(union: Organisation, below: QuerySet[Site], *, is_new: bool) -> dict[str, Spot]:
    """The middle of each county with enough mapped sites, for a few sites ten minutes old at most."""
    key = f"feeds.middles.{union.public_id}"
    found: dict[str, Spot] | None = None if is_new else cache.get(key)
    if found is None:
        found = _counted(below)
        cache.set(key, found, TEN_MINUTES)
    return found


def _counted(below: QuerySet[Site]) -> dict[str, Spot]:
    spots: dict[str, list[Spot]] = {}
    for region, latitude, longitude in below.filter(latitude__isnull=False).values_list(
        "region_code", "latitude", "longitude"
    ):
        spots.setdefault(region[:6], []).append((latitude or 0.0, longitude or 0.0))
    return {
        region: (median(spot[0] for spot in some), median(spot[1] for spot in some))
        for region, some in spots.items()
        if len(some) >= FEWEST
    }
