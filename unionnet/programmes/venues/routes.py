# SPDX-License-Identifier: Apache-2.0
"""How far along a route a place lies, and how far off it. A route is drawn from point to point in straight
lines. Roads bend: the farther apart two points are, the farther from their line the road may lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from unionnet.directory.places.datum import EARTH, metres_between

Spot = tuple[float, float]  # latitude, longitude
MOST_POINTS = 50


@dataclass(frozen=True)
class Position:
    """Metres from the beginning of the route, and from its nearest point; and how long that leg is."""

    along: float
    off: float
    leg: float = 0.0


def position_on(route: Sequence[Spot], spot: Spot) -> Position:
    """Of the legs of the route the nearest. Raises ValueError for a route without a leg."""
    if len(route) < 2:
        raise ValueError("a route has two ends")
    found, begun = [], 0.0
    for start, end in zip(route, route[1:], strict=False):
        length = metres_between(start, end)
        share, off = _on_leg(start, end, spot)
        found.append(Position(begun + share * length, off, length))
        begun += length
    return min(found, key=lambda each: each.off)


def length_of(route: Sequence[Spot]) -> float:
    """Metres."""
    return sum(metres_between(one, other) for one, other in zip(route, route[1:], strict=False))


def bounds(route: Sequence[Spot], within: float) -> tuple[float, float, float, float]:
    """(south, north, west, east) of all that lies within so many metres of the route."""
    lats, lons = [lat for lat, _lon in route], [lon for _lat, lon in route]
    north = within / EARTH * 57.3
    east = north / max(0.1, cos(radians(max(abs(lat) for lat in lats))))
    return min(lats) - north, max(lats) + north, min(lons) - east, max(lons) + east


def _on_leg(start: Spot, end: Spot, spot: Spot) -> tuple[float, float]:
    """Which share of the leg lies before the point nearest to the spot, and how far off the spot is."""
    shrink = cos(radians((start[0] + end[0]) / 2))
    leg = _plane(start, end, shrink)
    away = _plane(start, spot, shrink)
    square = leg[0] ** 2 + leg[1] ** 2
    share = 0.0 if square == 0 else max(0.0, min(1.0, (away[0] * leg[0] + away[1] * leg[1]) / square))
    return share, hypot(away[0] - share * leg[0], away[1] - share * leg[1])


def _plane(origin: Spot, spot: Spot, shrink: float) -> tuple[float, float]:
    """Metres east and north of the origin."""
    return radians(spot[1] - origin[1]) * EARTH * shrink, radians(spot[0] - origin[0]) * EARTH
