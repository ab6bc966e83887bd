# SPDX-License-Identifier: Apache-2.0
"""Coordinates are stored as WGS-84 and converted at the edge only (X-16).

高德 and 腾讯 use GCJ-02, 百度 uses BD-09. The shift exists inside a rectangle around China; its inverse
has no closed form, so it is found by a few steps of iteration, to better than a hundredth of a metre.
"""

from __future__ import annotations

from collections.abc import Callable
from math import asin, asinh, atan2, cos, pi, radians, sin, sqrt, tan

Spot = tuple[float, float]  # latitude, longitude

AXIS, FLATNESS = 6378245.0, 0.00669342162296594323  # Krasovsky 1940, as GCJ-02 uses it
EARTH = 6371008.8
LATITUDES, LONGITUDES = (0.8293, 55.8271), (72.004, 137.8347)
BAIDU = pi * 3000 / 180
DATUMS = ("wgs84", "gcj02", "bd09")


def to_wgs84(latitude: float, longitude: float, datum: str) -> Spot:
    """A coordinate given in that datum, as stored."""
    if datum == "bd09":
        latitude, longitude = _undo(_gcj_to_bd, (latitude, longitude))
    return (latitude, longitude) if datum == "wgs84" else _undo(_wgs_to_gcj, (latitude, longitude))


def from_wgs84(latitude: float, longitude: float, datum: str) -> Spot:
    """A stored coordinate, as a map of that datum wants it."""
    if datum == "wgs84":
        return latitude, longitude
    spot = _wgs_to_gcj((latitude, longitude))
    return _gcj_to_bd(spot) if datum == "bd09" else spot


def is_in_china(latitude: float, longitude: float) -> bool:
    """The rectangle in which the shift applies."""
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]


def metres_between(a: Spot, b: Spot) -> float:
    """Great-circle distance."""
    half_lat, half_lon = radians(b[0] - a[0]) / 2, radians(b[1] - a[1]) / 2
    h = sin(half_lat) ** 2 + cos(radians(a[0])) * cos(radians(b[0])) * sin(half_lon) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(h)))


def mercator(latitude: float, longitude: float) -> tuple[float, float]:
    """The point of the plane the index is built on. Angles are kept, so near things stay near."""
    return radians(longitude), asinh(tan(radians(latitude)))


def _wgs_to_gcj(spot: Spot) -> Spot:
    latitude, longitude = spot
    if not is_in_china(latitude, longitude):
        return spot
    x, y = longitude - 105, latitude - 35
    waves = (20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
    north += (20 * sin(pi * y) + 40 * sin(pi / 3 * y)) * 2 / 3
    north += (160 * sin(pi / 12 * y) + 320 * sin(pi / 30 * y)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
    east += (20 * sin(pi * x) + 40 * sin(pi / 3 * x)) * 2 / 3
    east += (150 * sin(pi / 12 * x) + 300 * sin(pi / 30 * x)) * 2 / 3
    turn = radians(latitude)
    bend = 1 - FLATNESS * sin(turn) ** 2
    north = north * 180 / (AXIS * (1 - FLATNESS) / (bend * sqrt(bend)) * pi)
    east = east * 180 / (AXIS / sqrt(bend) * cos(turn) * pi)
    return latitude + north, longitude + east


def _gcj_to_bd(spot: Spot) -> Spot:
    latitude, longitude = spot
    far = sqrt(longitude**2 + latitude**2) + 0.00002 * sin(latitude * BAIDU)
    angle = atan2(latitude, longitude) + 0.000003 * cos(longitude * BAIDU)
    return far * sin(angle) + 0.006, far * cos(angle) + 0.0065


def _undo(shift: Callable[[Spot], Spot], target: Spot) -> Spot:
    """The spot that `shift` moves onto the target."""
    latitude, longitude = target
    for _ in range(12):
        reached = shift((latitude, longitude))
        latitude, longitude = latitude + target[0] - reached[0], longitude + target[1] - reached[1]
    return latitude, longitude
