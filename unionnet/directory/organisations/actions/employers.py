# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.codes import tidy
from unionnet.directory.organisations.employers import employers_seen_by
from unionnet.directory.organisations.facts import (
    EmployerChanged,
    EmployerContacted,
    EmployerRegistered,
    EmployersImported,
)
from unionnet.directory.organisations.models import Contact, Coverage, Employer, Organisation
from unionnet.directory.organisations.officers import CHANGE, Officer
from unionnet.directory.organisations.rules import (
    why_not_change,
    why_not_contact,
    why_not_cover,
    why_not_register_employer,
)
from unionnet.directory.organisations.sheets import Given, Row, read_employers
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.ui.excel import read_table

MOST_ROWS = 20_000
PART = 1000
# What a later list may correct. The code is what makes it the same employer.
CORRECTED = ("name", "region_code", "unit_type", "industry", "employees", "opened_on")


@verb
def register_employer(
    name: str, uscc: str, *, region_code: str, industry: str = "", employees: int | None = None, by: Officer
) -> Employer:
    """An employing unit by its code. Registering it twice gives the one that is there."""
    code = tidy(uscc)
    if refusal := why_not_register_employer(by, code, region_code):
        raise refusal
    employer, is_new = Employer.objects.get_or_create(
        uscc=code,
        defaults={"name": name, "region_code": region_code, "industry": industry, "employees": employees},
    )
    if is_new:
        tell(EmployerRegistered(employer.pk), by=by)
    return employer


@verb
def change_employer(
    employer: Employer,
    *,
    name: str,
    region_code: str,
    unit_type: str,
    industry: str,
    employees: int | None,
    opened_on: date | None,
    by: Officer,
) -> Employer:
    """Correct what is registered; the code stays."""
    row = Employer.objects.select_for_update(of=["self"], no_key=True).get(pk=employer.pk)
    if refusal := _why_not_touch(row, by) or why_not_register_employer(by, row.uscc, region_code):
        raise refusal
    values = (name, region_code, unit_type, industry, employees, opened_on)
    wanted = dict(zip(CORRECTED, values, strict=True))
    changed = [field for field, value in wanted.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, wanted[field])
    if changed:
        row.save(update_fields=changed)
        tell(EmployerChanged(row.pk, changed), by=by)
    return row


@verb
def note_contact(
    employer: Employer,
    organisation: Organisation,
    on: date,
    note: str,
    *,
    by: Officer,
    at: datetime | None = None,
) -> Contact:
    """A line in the diary: this union spoke to the employer about founding a union."""
    today = local_date(at or database_now())
    if refusal := _why_not_touch(employer, by) or why_not_contact(by, organisation, on, today):
        raise refusal
    contact = Contact.objects.create(
        employer=employer, organisation=organisation, on=on, note=note.strip()[:300], by_id=by.pk
    )
    fact = EmployerContacted(employer.pk, organisation.pk, contact.pk)
    tell(fact, by=by, org_path=organisation.path)
    return contact


@dataclass(frozen=True)
class Imported:
    """What became of a list; `refused` are its rows that were not taken, or were taken without coverage."""

    rows: int
    added: int
    changed: int
    covered: int
    refused: list[Row]


@verb
def import_employers(
    organisation: Organisation, content: bytes, *, by: Officer, at: datetime | None = None
) -> Imported:
    """Take in a list in Excel or CSV: new employers are added, known ones corrected where the list says
    something, and covered by the union a row names, within the reach of this officer. The same list again
    changes nothing, so one that was cut off is simply sent again."""
    today = local_date(at or database_now())
    if refusal := why_not_change(by, organisation.path):
        raise refusal
    table = read_table(io.BytesIO(content), most=MOST_ROWS)
    rows = read_employers(table, organisation.region_code, by=by)
    good = {row.given.uscc: row for row in rows if row.given}
    added = changed = covered = 0
    refused = [row for row in rows if row.given is None]
    codes = sorted(good)
    for start in range(0, len(codes), PART):
        part = [good[code] for code in codes[start : start + PART]]
        more, other, elsewhere = _register_all(part, by)
        more_covered, not_covered = _cover_all(part, by, today)
        added, changed, covered = added + more, changed + other, covered + more_covered
        refused += elsewhere + not_covered
    fact = EmployersImported(organisation.pk, added, changed, covered, len(refused))
    tell(fact, by=by, org_path=organisation.path)
    return Imported(len(rows), added, changed, covered, sorted(refused, key=lambda row: row.number))


def _register_all(rows: Sequence[Row], by: Officer) -> tuple[int, int, list[Row]]:
    """How many are new, how many corrected, and the rows that would correct an employer beyond reach. In the
    order of the codes, so that two lists at once never wait for each other."""
    givens = {row.given.uscc: row for row in rows if row.given}
    fresh = [Employer(uscc=code, **_said(row.given)) for code, row in givens.items() if row.given]
    Employer.objects.bulk_create(fresh, ignore_conflicts=True)
    known = Employer.objects.select_for_update(of=["self"], no_key=True).order_by("uscc")
    found = list(known.filter(uscc__in=givens))
    within = set(employers_seen_by(by, CHANGE).filter(uscc__in=givens).values_list("pk", flat=True))
    ours = {employer.public_id for employer in fresh}
    differing = [employer for employer in found if _corrected(employer, givens[employer.uscc].given)]
    corrected = [employer for employer in differing if employer.pk in within]
    Employer.objects.bulk_create(
        corrected, update_conflicts=True, unique_fields=["uscc"], update_fields=CORRECTED
    )
    elsewhere = [
        replace(givens[employer.uscc], sentence=str(_elsewhere(employer)))
        for employer in differing
        if employer.pk not in within
    ]
    return sum(employer.public_id in ours for employer in found), len(corrected), elsewhere


def _corrected(employer: Employer, given: Given | None) -> bool:
    """Sets what the row says and the register says otherwise; whether there was anything."""
    said = {name: value for name, value in _said(given).items() if value not in ("", None)} if given else {}
    differing = [name for name, value in said.items() if getattr(employer, name) != value]
    for name in differing:
        setattr(employer, name, said[name])
    return bool(differing)


def _why_not_touch(employer: Employer, by: Officer) -> Refusal | None:
    within = employers_seen_by(by, CHANGE).filter(pk=employer.pk).exists()
    return None if within else _elsewhere(employer)


def _elsewhere(employer: Employer) -> Refusal:
    return Refusal("elsewhere", _("%(name)s 登记在别的地区，请当地工会更正。"), name=employer.name)


def _said(given: Given) -> dict[str, object]:
    return {name: getattr(given, name) for name in CORRECTED}


def _cover_all(rows: Sequence[Row], by: Officer, today: date) -> tuple[int, list[Row]]:
    """How many are covered now that were not, and the rows whose union is not to be had."""
    named = [(row, row.given) for row in rows if row.given and row.given.union]
    if not named:
        return 0, []
    unions = _unions_named({given.union for _row, given in named}, by)
    employers = {
        each.uscc: each for each in Employer.objects.filter(uscc__in=[given.uscc for _row, given in named])
    }
    wanted, refused = [], []
    for row, given in named:
        union, since = unions.get(given.union), given.covered_since or today
        no = _no_such_union(given) if union is None else None
        if union and not no:
            no = why_not_cover(employers[given.uscc], union, since, today)
        if no or union is None:
            refused.append(Row(row.number, None, str(no)))
        else:
            wanted.append(Coverage(employer=employers[given.uscc], organisation=union, since=since))
    live = Coverage.objects.filter(employer__in=employers.values(), until__isnull=True)
    held = set(live.values_list("employer_id", "organisation_id"))
    fresh = [each for each in wanted if (each.employer_id, each.organisation_id) not in held]
    Coverage.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh), refused


def _unions_named(names: set[str], by: Officer) -> dict[str, Organisation]:
    """Within reach, by name; a name that two unions bear belongs to neither."""
    found: dict[str, list[Organisation]] = {}
    within = Organisation.objects.filter(by.reach(CHANGE).q("path"), name__in=names, until__isnull=True)
    for union in within:
        found.setdefault(union.name, []).append(union)
    return {name: unions[0] for name, unions in found.items() if len(unions) == 1}


def _no_such_union(given: Given) -> Refusal:
    return Refusal(
        "no_such_union",
        _("单位已登记，但没有涵盖：管理范围内没有、或不止一个叫“%(name)s”的工会。"),
        name=given.union[:60],
    )
