# SPDX-License-Identifier: Apache-2.0
"""The nearest sites, open now, with what one needs: one walk of an index, outwards from where one stands.

PostgreSQL walks a GiST index on plane points in order of distance and refuses what does not fit without
fetching a row, since the index carries hours and facilities. The plane is Mercator: angles are right and
distances are scaled by latitude, so the order of near things is nearly the true one. It is made exact here:
a few more are fetched, measured on the sphere, and fetched again in the rare case that one left out could
still be nearer than the last one shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import atan, cos, hypot, radians, sinh
from typing import Any, Protocol

from django.db import connection

from unionnet.directory.places.datum import EARTH, mercator, metres_between
from unionnet.directory.places.facilities import split
from unionnet.directory.places.fields import Spans, read_spans
from unionnet.directory.places.open_now import open_now_sql, timetables_of
from unionnet.directory.places.rules import State, is_in_circle, minutes_on_foot, state_of
from unionnet.foundation.clock import database_now, local_date

FARTHEST = 50_000
MOST = 100

COLUMNS = (
    *("id", "public_id", "name", "kind", "status", "address", "facilities", "services", "entry_mode"),
    *("latitude", "longitude", "hours", "is_24h", "has_exceptions"),
)
LATITUDE, LONGITUDE = COLUMNS.index("latitude"), COLUMNS.index("longitude")
OPENING = ("s.id", "s.hours", "s.has_exceptions")
WALK = """
SELECT s.id, s.public_id, s.name, s.kind, s.status, s.address, s.facilities, s.services, s.entry_mode,
       s.latitude, s.longitude, s.hours::text, s.is_24h, s.has_exceptions
FROM (SELECT s.id, s.spot <-> point(%(x)s, %(y)s) AS away FROM places_site s
      WHERE s.status IN ('open', 'paused') AND {conditions}
        AND s.spot <@ box(point(%(x)s - %(reach)s, %(y)s - %(reach)s),
                          point(%(x)s + %(reach)s, %(y)s + %(reach)s))
      ORDER BY s.spot <-> point(%(x)s, %(y)s) LIMIT %(fetch)s) near
JOIN places_site s ON s.id = near.id
ORDER BY near.away
"""


@dataclass(frozen=True)
class Near:
    """A site as seen from where somebody stands."""

    id: int
    public_id: str
    name: str
    kind: str
    status: str
    address: str
    facilities: list[str]
    services: list[str]
    entry_mode: str
    latitude: float
    longitude: float
    hours: Spans
    is_24h: bool
    has_exceptions: bool
    metres: float
    on: date
    state: State = State("closed")

    @property
    def minutes(self) -> int:
        return minutes_on_foot(self.metres, self.on)

    @property
    def is_in_circle(self) -> bool:
        return is_in_circle(self.metres, self.on)

    @property
    def codes(self) -> list[str]:
        return [*self.facilities, *self.services]


def nearest(
    lat: float,
    lon: float,
    *,
    at: datetime | None = None,
    facilities: Sequence[str] = (),
    open_only: bool = True,
    limit: int = 20,
    kind: str = "",
    all_day: bool = False,
    within: float = FARTHEST,
) -> list[Near]:
    """Sites around a WGS-84 coordinate, the nearest first, none farther than `within` metres."""
    at = at or database_now()
    limit = max(1, min(limit, MOST))
    sql = WALK.format(conditions=" AND ".join(_conditions(at, facilities, open_only, kind, all_day)))
    x, y = mercator(lat, lon)
    here = {"x": x, "y": y, "reach": within / (EARTH * _scale(y, within / EARTH * 2)), "kind": kind}
    here["facilities"], here["services"] = split(facilities)
    rows = _exact(sql, here, (lat, lon), limit)
    on = local_date(at)
    found = [_near(row, metres, on) for row, metres in rows if metres <= within]
    timetables = timetables_of(found, at)
    return [replace(near, state=state_of(near.status, timetables[near.id], at)) for near in found]


def _conditions(
    at: datetime, facilities: Iterable[str], open_only: bool, kind: str, all_day: bool
) -> list[str]:
    fixed, served = split(facilities)
    wanted = [f"s.status = 'open' AND {open_now_sql(at, *OPENING)}"] if open_only else ["TRUE"]
    wanted += ["s.facilities @> %(facilities)s::varchar[]"] if fixed else []
    wanted += ["s.services @> %(services)s::varchar[]"] if served else []
    wanted += ["s.kind = %(kind)s"] if kind else []
    return wanted + (["s.is_24h"] if all_day else [])


def _exact(sql: str, here: dict[str, Any], spot: tuple[float, float], limit: int) -> list[tuple[Any, float]]:
    """The nearest on the sphere. A site left out is at least as far in the plane as the last one fetched."""
    fetch = limit + limit // 4 + 3
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, {**here, "fetch": fetch})
            rows = cursor.fetchall()
        measured = [(row, metres_between(spot, (row[LATITUDE], row[LONGITUDE]))) for row in rows]
        measured.sort(key=lambda pair: (pair[1], pair[0][0]))
        if len(rows) < fetch or measured[limit - 1][1] <= _least_beyond(rows[-1], here):
            return measured[:limit]
        fetch *= 2


def _least_beyond(last: Sequence[Any], here: dict[str, Any]) -> float:
    """No site farther in the plane than this one is nearer on the ground than that."""
    x, y = mercator(last[LATITUDE], last[LONGITUDE])
    away = hypot(x - here["x"], y - here["y"])
    return EARTH * away * _scale(here["y"], away)


def _scale(y: float, away: float) -> float:
    """The least ground distance a unit of the plane stands for within that range."""
    return cos(atan(sinh(abs(y) + away)))


def _near(row: Sequence[Any], metres: float, on: date) -> Near:
    said = dict(zip(COLUMNS, row, strict=True))
    return Near(**{**said, "hours": read_spans(said["hours"])}, metres=metres, on=on)


class Spotted(Protocol):
    """Anything with a coordinate."""

    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...


def east_and_north(lat: float, lon: float, site: Spotted) -> tuple[float, float]:
    """Metres from the centre to the site, for the calm grid."""
    latitude, longitude = site.latitude or 0.0, site.longitude or 0.0
    east = radians(longitude - lon) * EARTH * cos(radians((lat + latitude) / 2))
    return east, radians(latitude - lat) * EARTH
