# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from unionnet.directory.organisations.models import SEGMENT, TIER_OF, Organisation
from unionnet.doors.figures.models import Daily, Headcount, Stale
from unionnet.foundation.clock import database_now, local_date

MOST_AT_ONCE = 2000
KEEPS_DAYS = 40


@cache
def _sql(name: str) -> str:
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")


def mark_stale(organisation_ids: Iterable[int]) -> None:
    """Have these unions counted again within seconds."""
    Stale.objects.bulk_create([Stale(pk=pk) for pk in set(organisation_ids)], ignore_conflicts=True)


@transaction.atomic
def recount(*, at: datetime | None = None) -> None:
    """Count everything again from the registers: after a bulk load, after a move, and now and then."""
    at = at or database_now()
    Stale.objects.all().delete()
    Headcount.objects.exclude(organisation__in=Organisation.objects.all()).delete()
    Daily.objects.all().delete()
    _count(None, at)
    with connection.cursor() as cursor:
        cursor.execute(_sql("all_totals"))
        cursor.execute(_sql("all_day_totals"))


@transaction.atomic
def refresh_stale(*, at: datetime | None = None) -> int:
    """Count the stale unions again, and sum their ancestors. Returns how many."""
    taken = list(Stale.objects.select_for_update(skip_locked=True).order_by("pk")[:MOST_AT_ONCE])
    ids = [stale.pk for stale in taken]
    if not ids:
        return 0
    Stale.objects.filter(pk__in=ids).delete()
    days = _count(ids, at or database_now())
    paths = Organisation.objects.filter(pk__in=ids).values_list("path", flat=True)
    above = sorted({path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)})
    with connection.cursor() as cursor:
        cursor.execute(_sql("totals"), {"paths": above})
        cursor.execute(_sql("day_totals"), {"paths": above, "days": days})
    return len(ids)


def _count(ids: list[int] | None, at: datetime) -> list[date]:
    """The own figures of these unions (all: None), read from the registers. Returns the days that changed."""
    today = local_date(at)
    since = timezone.make_aware(datetime.combine(today - timedelta(days=KEEPS_DAYS), time.min))
    chosen: dict[str, Any] = {"ids": ids, "today": today, "since": since, "zone": settings.TIME_ZONE}
    kinds: dict[str, Any] = {"kinds": list(TIER_OF), "tiers": list(TIER_OF.values())}
    with connection.cursor() as cursor:
        cursor.execute(_sql("own"), {**chosen, **kinds})
        cursor.execute(_sql("daily"), chosen)
        return [day for (day,) in cursor.fetchall()]


def recount_when_empty() -> None:
    """A fresh load has no figures yet."""
    if not Headcount.objects.exists() and Organisation.objects.exists():
        recount()
