# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections import Counter
from datetime import date

from unionnet.directory.organisations.actions.tree import segment
from unionnet.directory.organisations.models import Coverage, Employer, Organisation
from unionnet.doors.demo.staging import stage
from unionnet.doors.demo.world.employers import all_employers
from unionnet.doors.demo.world.unions import Union, all_unions
from unionnet.foundation.ids import take_ids

LED_SINCE = date(2024, 1, 1)


@stage("tree", "工会组织 / unions", order=10)
def load_tree() -> None:
    """All unions at once, with the paths the verbs would give them."""
    unions = list(all_unions())
    rows: dict[str, Organisation] = {}
    made: Counter[str] = Counter()
    for pk, union in zip(take_ids(Organisation, len(unions)), unions, strict=True):
        made[union.parent] += 1
        rows[union.key] = _row(pk, union, rows.get(union.parent), made[union.parent])
        if union.led_by:
            rows[union.key].industrial_parent, rows[union.key].led_since = rows[union.led_by], LED_SINCE
    for key, row in rows.items():
        row.last_segment = made[key]
    Organisation.objects.bulk_create(rows.values(), batch_size=1000)


def _row(pk: int, union: Union, parent: Organisation | None, number: int) -> Organisation:
    return Organisation(
        pk=pk,
        name=union.name,
        kind=union.kind,
        parent=parent,
        path=(parent.path if parent else "") + segment(number),
        region_code=union.region,
        uscc=union.uscc or None,
        since=union.since,
    )


def tree_by_key() -> dict[str, Organisation]:
    """The rows of the tree under the keys of this world. A key leads to the path of birth: names may be
    changed since, and a union moved by hand is left out."""
    rows = {row.path: row for row in Organisation.objects.all()}
    paths: dict[str, str] = {}
    made: Counter[str] = Counter()
    for union in all_unions():
        made[union.parent] += 1
        paths[union.key] = paths.get(union.parent, "") + segment(made[union.parent])
    return {key: rows[path] for key, path in paths.items() if path in rows}


@stage("employers", "用人单位 / employers", order=20)
def load_employers() -> None:
    """Units and who covers them."""
    rows, units = tree_by_key(), list(all_employers(list(all_unions())))
    employers = Employer.objects.bulk_create(
        (
            Employer(
                name=unit.name,
                uscc=unit.uscc,
                region_code=unit.region,
                industry=unit.industry,
                employees=unit.employees,
            )
            for unit in units
        ),
        batch_size=1000,
    )
    Coverage.objects.bulk_create(
        (
            Coverage(employer=employer, organisation=rows[key], since=unit.since)
            for employer, unit in zip(employers, units, strict=True)
            for key in unit.covered_by
        ),
        batch_size=1000,
    )
