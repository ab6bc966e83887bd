# SPDX-License-Identifier: Apache-2.0
"""What becomes of the rows of a part that meet somebody of the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import (
    BINDING_STATES,
    MEMBER_STATES,
    UNDECIDED_STATES,
    Membership,
    Person,
    Roster,
)
from unionnet.directory.rosters.rules import why_not_admit
from unionnet.directory.rosters.staging import COLUMNS, Ready
from unionnet.foundation.refusals import Refusal

STATES = {"members": list(MEMBER_STATES), "open": list(UNDECIDED_STATES), "binding": list(BINDING_STATES)}
KNOWN = (Path(__file__).parent / "known.sql").read_text(encoding="utf-8")

SIGNING = """
    SELECT i.row FROM incoming i JOIN people_account a ON a.mobile_index = i.mobile_index
    JOIN people_person p ON p.id = a.person_id WHERE p.real_name_at IS NOT NULL
"""


@dataclass(frozen=True)
class Met:
    """Somebody a row meets: `surely`, or by name only. `waits` is for a record that has no document yet,
    `ambiguous` when there are two."""

    person: Person
    binding: Membership | None
    surely: bool
    waits: bool
    ambiguous: bool


def stage(ready: Ready, places: Iterable[int]) -> None:
    """Put these rows of a part into a table of this transaction, in the place of what stood there."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS incoming ({COLUMNS}) ON COMMIT DROP")
        cursor.execute("TRUNCATE incoming")
        with cursor.copy("COPY incoming FROM STDIN") as copy:
            copy.write(b"".join(ready.staged[place] for place in places))
        # Nobody else does it for a temporary table. A glance will do.
        cursor.execute("SET LOCAL default_statistics_target = 1")
        cursor.execute("ANALYZE incoming")
        cursor.execute("SET LOCAL default_statistics_target = DEFAULT")


def who_is_met() -> dict[int, Met]:
    """Of the staged rows, by place: those who are in the register already."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, STATES)
        return {row[0]: _met(*row[1:]) for row in cursor.fetchall()}


def who_signs_in() -> set[int]:
    """Of the staged rows, by place: those whose phone signs in somebody who has proved who they are."""
    with connection.cursor() as cursor:
        cursor.execute(SIGNING)
        return {row[0] for row in cursor.fetchall()}


def _met(
    person: int,
    name: str,
    surely: bool,
    waits: bool,
    ambiguous: bool,
    membership: int | None,
    state: str,
    union: int,
    union_name: str,
    roster: int | None,
) -> Met:
    binding = None
    if membership is not None:
        binding = Membership(pk=membership, state=state, roster_id=roster, person_id=person)
        binding.organisation = Organisation(pk=union, name=union_name)
    return Met(Person(pk=person, name=name), binding, surely, waits, ambiguous)


def refusals(ready: Ready, met: Mapping[int, Met], roster: Roster) -> dict[int, Refusal]:
    """The rows of those that cannot come in, with the reason, by place."""
    found = ((place, _why_not(ready, place, each, roster)) for place, each in met.items())
    return {place: refusal for place, refusal in found if refusal}


def _why_not(ready: Ready, place: int, met: Met, roster: Roster) -> Refusal | None:
    row, home = ready.rows[place], ready.homes[place]
    if row.id_number and met.waits and not met.ambiguous:
        return None  # the numbers of a record that waited for them
    if not met.surely:
        return Refusal("same_name", _("本会已有同名会员，分不清是不是同一人，请核对后单独登记。"))
    if row.id_number and met.binding and met.binding.roster_id == roster.pk:
        return Refusal("repeated", _("名单前面已有同一份证件。"))
    union = Organisation(pk=home.organisation_id)
    return why_not_admit(row.name, union, by=roster.by, known=met.person, own=met.binding)
