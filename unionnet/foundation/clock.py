# SPDX-License-Identifier: Apache-2.0
"""Time comes from the database, so that every process and every machine agrees."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import connections
from django.utils import timezone


def database_now(using: str = "default") -> datetime:
    """The moment this statement reached the database, with time zone."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        (moment,) = cursor.fetchone()
    if not isinstance(moment, datetime):  # pragma: no cover - the driver always gives a datetime
        raise TypeError(moment)
    return moment


def local_time(at: datetime) -> datetime:
    """A moment by the clock where the union works: one zone for everybody, so no visitor's is looked for.
    Raises ValueError for a moment that does not say its zone."""
    return timezone.localtime(at, timezone.get_default_timezone())


def local_date(at: datetime) -> date:
    """The calendar day of a moment where the union works."""
    return local_time(at).date()


def start_of(day: date) -> datetime:
    """The beginning of a day where the union works."""
    return datetime.combine(day, time(), timezone.get_default_timezone())
