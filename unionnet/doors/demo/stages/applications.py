# SPDX-License-Identifier: Apache-2.0
"""Invented people who wait for an answer, so that an officer's first page has something to do."""

from __future__ import annotations

from datetime import timedelta

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import apply_to_join
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import JoinCode, Membership, Person
from unionnet.doors.demo.crowd.inventing import MOST, invent
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now

WAITING = (
    *(("sector-1", hours) for hours in (3, 7, 22, 27, 51, 76, 100)),
    *(("village-0", hours) for hours in (2, 30)),
    *(("town-0", hours) for hours in (5, 49)),
    *(("nanning-build", hours) for hours in (1, 4, 26)),
    *(("ejinhoro-unit-0", hours) for hours in (6, 20)),
)


@stage("applications", "入会申请 / applications", order=50)
def load_applications() -> None:
    rows = tree_by_key()
    for number, (key, hours) in enumerate(WAITING):
        _apply(MOST - 1 - number, rows[key], hours)


def _apply(number: int, union: Organisation, hours: int) -> Membership:
    made_up = invent(number, union.region_code[:2], union.name)
    person = Person()
    person.save()
    code = JoinCode.objects.filter(organisation=union).first()
    return apply_to_join(
        person,
        union,
        Particulars(
            made_up.name, "resident_id", made_up.id_number, made_up.mobile, made_up.occupation, union.name
        ),
        by=person,
        code=code,
        at=database_now() - timedelta(hours=hours),
    )
