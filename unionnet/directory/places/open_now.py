# SPDX-License-Identifier: Apache-2.0
"""The same question as `Timetable.is_open`, asked of the database for many sites at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.db import connection
from django.db.models import BooleanField, F, Func

from unionnet.directory.places.fields import Spans
from unionnet.directory.places.timetable import Timetable, points_of

# Most sites have no exception and are answered from the index; a few are looked at closely.
OPEN_NOW = """
CASE WHEN NOT {has_exceptions} THEN {hours} @> {now} OR {hours} @> {late}
ELSE coalesce(
    (SELECT o.is_open FROM places_override o
     WHERE o.site_id = {id} AND o.undone_at IS NULL
       AND o.since <= {at} AND (o.until IS NULL OR {at} < o.until)
     ORDER BY o.id DESC LIMIT 1),
    (CASE WHEN EXISTS (SELECT FROM places_openinghours h WHERE h.site_id = {id} AND h.date = {today})
     THEN EXISTS (SELECT FROM places_openinghours h WHERE h.site_id = {id} AND h.date = {today}
                  AND h.opens <= {minute} AND {minute} < h.closes)
     ELSE {hours} @> {now} END)
    OR (CASE WHEN EXISTS (SELECT FROM places_openinghours h WHERE h.site_id = {id} AND h.date = {today} - 1)
        THEN EXISTS (SELECT FROM places_openinghours h WHERE h.site_id = {id} AND h.date = {today} - 1
                     AND h.opens <= {minute} + 1440 AND {minute} + 1440 < h.closes)
        ELSE {hours} @> {late} END))
END
"""


def open_now_sql(at: datetime, *columns: str) -> str:
    """The condition with the moment written in; it holds numbers and timestamps of ours only. `columns` are
    id, hours and has_exceptions as the question calls them."""
    point = points_of(at)
    return OPEN_NOW.format(
        **dict(zip(("id", "hours", "has_exceptions"), columns, strict=True)),
        at=f"'{at.isoformat()}'::timestamptz",
        today=f"'{point.today.isoformat()}'::date",
        minute=point.minute,
        now=point.now,
        late=point.late,
    )


class OpenNow(Func):
    """For querysets: `sites.filter(OpenNow(at))`."""

    output_field: Any = BooleanField()

    def __init__(self, at: datetime) -> None:
        super().__init__(F("id"), F("hours"), F("has_exceptions"))
        self.at = at

    def as_sql(self, compiler: Any, *_args: Any, **_context: Any) -> Any:
        columns = [compiler.compile(column)[0] for column in self.get_source_expressions()]
        return open_now_sql(self.at, *columns), []


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
