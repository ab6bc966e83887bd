# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from unionnet.directory.organisations.actions import register_employer
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.establishing.facts import EstablishmentBegun
from unionnet.programmes.establishing.models import Establishment, Preparer, Unit
from unionnet.programmes.establishing.rules import why_not_begin, why_not_change


@dataclass(frozen=True)
class Particulars:
    """What is known at the beginning. `units` are (name, USCC), `preparers` (name, duty)."""

    name: str
    kind: str
    employees: int
    members: int
    region_code: str = ""
    is_joint: bool = False
    groups: tuple[str, ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    preparers: tuple[tuple[str, str], ...] = ()
    expected: Organisation | None = None


@verb
def begin(
    sender: Organisation,
    approver: Organisation,
    said: Particulars,
    *,
    by: Person,
    at: datetime | None = None,
) -> Establishment:
    """A union that is to be, helped by `sender`, to be approved by `approver` and to stand under it."""
    today = local_date(at or database_now())
    if refusal := why_not_begin(sender, approver, said.kind, by, today):
        raise refusal
    row = Establishment(sender=sender, approver=approver, created_by=by)
    _write(row, said, by)
    tell(EstablishmentBegun(row.pk), by=by, org_path=sender.path)
    return row


@verb
def change(establishment: Establishment, said: Particulars, *, by: Person) -> Establishment:
    """Put right what is registered, until it is over. Letters that were sent stay as they went."""
    locked = Establishment.objects.select_for_update(of=["self"]).select_related("sender", "approver")
    row = locked.get(pk=establishment.pk)
    if refusal := why_not_change(row, by):
        raise refusal
    _write(row, said, by)
    return row


def _write(row: Establishment, said: Particulars, by: Person) -> None:
    row.name, row.kind, row.is_joint = said.name, said.kind, said.is_joint
    row.employees, row.members, row.expected = said.employees, said.members, said.expected
    row.groups, row.region_code = list(said.groups), said.region_code or row.sender.region_code
    row.save()
    employers = {
        register_employer(name, uscc, region_code=row.region_code, by=by).pk for name, uscc in said.units
    }
    row.units.exclude(employer__in=employers).delete()
    Unit.objects.bulk_create(
        (Unit(establishment=row, employer_id=pk) for pk in sorted(employers)), ignore_conflicts=True
    )
    row.preparers.all().delete()
    Preparer.objects.bulk_create(
        Preparer(establishment=row, name=name, duty=duty) for name, duty in said.preparers
    )
