# SPDX-License-Identifier: Apache-2.0
"""The same question as `Timetable.is_open`, asked of the database for many sites at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from unionnet.directory.places.fields import Spans
from unionnet.directory.places.timetable import Timetable, points_of

# Most sites have no exception and are answered from the index; a few are looked at closely.
OPEN_NOW = """
CASE WHEN NOT {s}.has_exceptions THEN {s}.hours @> {now} OR {s}.hours @> {late}
ELSE coalesce(
    (SELECT o.is_open FROM places_override o
     WHERE o.site_id = {s}.id AND o.undone_at IS NULL
       AND o.since <= {at} AND (o.until IS NULL OR {at} < o.until)
     ORDER BY o.id DESC LIMIT 1),
    (CASE WHEN EXISTS (SELECT FROM places_openinghours h WHERE h.site_id = {s}.id AND h.date = {today})
     THEN EXISTS (SELECT FROM places_openinghours h WHERE h.site_id = {s}.id AND h.date = {today}
                  AND h.opens <= {minute} AND {minute} < h.closes)
     ELSE {s}.hours @> {now} END)
    OR (CASE WHEN EXISTS (SELECT FROM places_openinghours h WHERE h.site_id = {s}.id AND h.date = {today} - 1)
        THEN EXISTS (SELECT FROM places_openinghours h WHERE h.site_id = {s}.id AND h.date = {today} - 1
                     AND h.opens <= {minute} + 1440 AND {minute} + 1440 < h.closes)
        ELSE {s}.hours @> {late} END))
END
"""


def open_now_sql(at: datetime, alias: str = "s") -> str:
    """The condition with the moment written in; it holds numbers and timestamps of ours only."""
    point = points_of(at)
    return OPEN_NOW.format(
        s=alias,
        at=f"'{at.isoformat()}'::timestamptz",
        today=f"'{point.today.isoformat()}'::date",
        minute=point.minute,
        now=point.now,
        late=point.late,
    )


def open_now(at: datetime) -> RawSQL:
    """For querysets: `sites.filter(open_now(at))`."""
    return RawSQL(open_now_sql(at, "places_site"), [], output_field=BooleanField())  # noqa: S611 - no outside text


class Timed(Protocol):
    """Anything with the columns that tell when it is open."""

    @property
    def id(self) -> int: ...
    @property
    def hours(self) -> Spans: ...
    @property
    def has_exceptions(self) -> bool: ...


# Both kinds of exception in one question: hours of single dates, then what keepers said, in the order said.
EXCEPTIONS = """
SELECT site_id, date, opens, closes, NULL::boolean, NULL::timestamptz, NULL::timestamptz, 0::bigint AS said
FROM places_openinghours WHERE site_id = ANY(%(sites)s) AND date >= %(since)s
UNION ALL
SELECT site_id, NULL, NULL, NULL, is_open, since, until, id
FROM places_override
WHERE site_id = ANY(%(sites)s) AND undone_at IS NULL AND (until IS NULL OR until > %(since)s)
ORDER BY said
"""


@dataclass(frozen=True)
class Said:
    """A keeper's word, without who and why."""

    is_open: bool
    since: datetime
    until: datetime | None


def timetables_of(sites: Iterable[Timed], at: datetime) -> dict[int, Timetable]:
    """The timetable of each site. Asks nothing more unless some have exceptions."""
    listed = list(sites)
    dated: dict[int, dict[date, list[tuple[int, int]]]] = {}
    changes: dict[int, list[Said]] = {}
    if special := [site.id for site in listed if site.has_exceptions]:
        with connection.cursor() as cursor:
            cursor.execute(EXCEPTIONS, {"sites": special, "since": points_of(at).today - timedelta(days=2)})
            for site, day, opens, closes, is_open, since, until, said in cursor.fetchall():
                if said:
                    changes.setdefault(site, []).append(Said(is_open, since, until))
                else:
                    dated.setdefault(site, {}).setdefault(day, []).append((opens, closes))
    return {
        site.id: Timetable(site.hours, dated.get(site.id, {}), changes.get(site.id, ())) for site in listed
    }
