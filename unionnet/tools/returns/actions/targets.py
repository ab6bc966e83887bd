# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Collection

from unionnet.directory.people.models import Person
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.tools.returns.facts import TargetsSet
from unionnet.tools.returns.models import Indicator, Period, Return, Target
from unionnet.tools.returns.rules import why_not_target


@verb
def set_targets(
    period: Period, indicator: Indicator, value: int, names: Collection[str] = (), *, by: Person
) -> int:
    """The same target for all units of the period, or for those named; it replaces. Returns how many."""
    rows = Return.objects.filter(period=period)
    if names:
        rows = rows.filter(organisation__name__in=names)
    units = list(rows.values_list("organisation", flat=True))
    if refusal := why_not_target(period, indicator, value, len(units), by):
        raise refusal
    Target.objects.bulk_create(
        [
            Target(period=period, indicator=indicator, organisation_id=unit, value=value, by=by)
            for unit in units
        ],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["period", "indicator", "organisation"],
        update_fields=["value", "by"],
    )
    fact = TargetsSet(period.pk, indicator.pk, len(units))
    tell(fact, by=by, org_path=period.form.organisation.path)
    return len(units)
