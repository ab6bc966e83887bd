# SPDX-License-Identifier: Apache-2.0
"""What maps are told is brought to what the register says: in sets, with one number for each change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import islice

from django.db import connection

from unionnet.foundation.clock import database_now
from unionnet.foundation.scope import verb
from unionnet.programmes.feeds.models import FeedChange, MapEntry, Outlet, Stale
from unionnet.programmes.feeds.queries import (
    Verdict,
    outlets_above,
    sites_below,
    sites_told_to,
    touched_by,
    turning,
    verdicts,
)
from unionnet.programmes.feeds.surroundings import squares_of

AT_ONCE = 500


def note_stale(site_id: int) -> None:
    """Something was told of this site. Said often it is one row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO feeds_stale (site_id) SELECT id FROM places_site WHERE id = %s"
            " ON CONFLICT DO NOTHING",
            [site_id],
        )


@verb
def refresh_stale(*, at: datetime | None = None) -> int:
    """The next sites of which something was told, or whose keeper's word has ended. Returns how many changes
    were written, over all outlets."""
    at = at or database_now()
    taken = list(Stale.objects.select_for_update(skip_locked=True).order_by("id")[:AT_ONCE])
    sites = {each.site_id for each in taken}
    sites |= set(turning(at, AT_ONCE))
    Stale.objects.filter(pk__in=[each.pk for each in taken]).delete()
    if not sites:
        return 0
    return sum(refresh(outlet, sites, at=at) for outlet in outlets_above(sites))


@verb
def refresh(outlet: Outlet, sites: Collection[int] | None = None, *, at: datetime | None = None) -> int:
    """Make the entries of these sites anew, or of all. Returns how many changed. Whoever refreshes an outlet
    has it alone: versions become visible in their order."""
    at = at or database_now()
    outlet = Outlet.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=outlet.pk)
    if outlet.closed_at:
        return 0
    changed = 0
    wanted = sites_told_to(outlet) if sites is None else touched_by(outlet, sites)
    squares = squares_of(sites_below(outlet.organisation)) if sites is None else None
    for some in _portions(sorted(wanted)):
        changed += _write(outlet, verdicts(outlet, some, at, squares), at)
    Outlet.objects.filter(pk=outlet.pk).update(version=outlet.version)
    return changed


def _portions(ids: Iterable[int]) -> Iterable[list[int]]:
    rest = iter(ids)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _write(outlet: Outlet, found: Sequence[Verdict], at: datetime) -> int:
    held = {each.site_id: each for each in outlet.entries.filter(site__in=[each.site_id for each in found])}
    rows, changes = [], []
    for verdict in found:
        row = held.get(verdict.site_id) or MapEntry(outlet=outlet, site_id=verdict.site_id)
        before, is_known = row.content, row.pk is not None
        same = before == verdict.content
        if is_known and same and (row.reasons, row.turns_at) == (verdict.reasons, verdict.turns_at):
            continue
        row.content, row.reasons, row.turns_at = verdict.content, verdict.reasons, verdict.turns_at
        if not same:
            outlet.version += 1
            row.version = outlet.version
            changes.append(_change(row, before, at))
        rows.append(row)
    MapEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["outlet", "site"],
        update_fields=["content", "reasons", "version", "turns_at"],
    )
    FeedChange.objects.bulk_create(changes)
    return len(changes)


def _change(row: MapEntry, before: dict[str, object] | None, at: datetime) -> FeedChange:
    now = row.content
    kinds = FeedChange.Kind
    kind = kinds.LISTED if before is None else kinds.WITHDRAWN if now is None else kinds.CHANGED
    columns = [name for name, value in now.items() if before.get(name) != value] if before and now else []
    told = {"outlet_id": row.outlet_id, "site_id": row.site_id, "version": row.version or 0}
    return FeedChange(**told, kind=kind, columns=columns, at=at)
