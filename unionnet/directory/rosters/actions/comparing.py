# SPDX-License-Identifier: Apache-2.0
"""What differs between the register and another system's sheet is kept some hours, sealed, page by page."""

from __future__ import annotations

from datetime import datetime, timedelta

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.fields import note_export
from unionnet.directory.people.lines import as_text
from unionnet.directory.people.models import Comparison, ComparisonPart, Person
from unionnet.directory.rosters.queries.comparing import Differences
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.ids import take_ids
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb

A_PAGE = 50  # lines


@verb
def keep_comparison(
    union: Organisation,
    found: Differences,
    reason: str,
    *,
    what: str,
    by: Person,
    at: datetime | None = None,
) -> Comparison:
    """Seal what was found, for the one who compared. All of ours on it can read who took it and what for."""
    at = at or database_now()
    hours = rule("SE-06.list_hours", where=union.county_code, on=local_date(at)).value
    kept = Comparison.objects.create(
        by=by,
        organisation=union,
        reason=reason.strip()[:200],
        same=found.same,
        at=at,
        expires_at=at + timedelta(hours=hours),
    )
    pages = [
        (kind, lines[start : start + A_PAGE])
        for kind, lines in found.in_order()
        for start in range(0, len(lines), A_PAGE)
    ]
    ComparisonPart.objects.bulk_create(
        [
            ComparisonPart(pk=pk, of=kept, kind=kind, size=len(lines), lines=as_text(lines))
            for pk, (kind, lines) in zip(take_ids(ComparisonPart, len(pages)), pages, strict=True)
        ],
        batch_size=200,
    )
    note_export(found.people, by=by, what=what, reason=reason)
    return kept


@verb
def forget_old_comparisons(*, at: datetime | None = None) -> int:
    """Gone when their hours are over; who took what stays. Returns how many went."""
    old = Comparison.objects.filter(expires_at__lte=at or database_now())
    return old.delete()[1].get(Comparison._meta.label, 0)
