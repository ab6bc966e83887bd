# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.programmes.rates.counting import cells_of
from unionnet.programmes.rates.facts import MonthSealed
from unionnet.programmes.rates.models import Figure, Seal
from unionnet.programmes.rates.rules import last_day_of, why_not_seal


@verb
def seal_month(organisation: Organisation, month: date, *, by: Person, at: datetime | None = None) -> Seal:
    """Keep the figures of a month as the registers have them now. Sealing it again changes nothing and gives
    the seal that is there: a mistake is corrected in the registers and shows in the next month."""
    month, at = month.replace(day=1), at or database_now()
    union = Organisation.objects.select_for_update(of=["self"], no_key=True).get(pk=organisation.pk)
    if refusal := why_not_seal(by, union, month, local_date(at)):
        raise refusal
    if sealed := Seal.objects.filter(organisation=union, month=month).first():
        return sealed
    cut_off = last_day_of(month)
    fewest = rule("ORG-36.fewest_employees", where=union.county_code, on=cut_off).value
    seal = Seal.objects.create(
        organisation=union, month=month, cut_off=cut_off, fewest_employees=fewest, sealed_at=at, sealed_by=by
    )
    Figure.objects.bulk_create(
        (
            Figure(
                seal=seal,
                definition=cell.definition,
                place=cell.place,
                key=cell.key,
                numerator=cell.numerator,
                denominator=cell.denominator,
                counted=cell.counted,
                others=cell.others,
            )
            for cell in cells_of(union, cut_off)
        ),
        batch_size=500,
    )
    tell(MonthSealed(seal.pk, union.pk, month.isoformat()), by=by, org_path=union.path)
    return seal
