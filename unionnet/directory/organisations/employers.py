# SPDX-License-Identifier: Apache-2.0
"""The register of employers, as the desk asks it: who should have a union, who has, who is late."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from unionnet.directory.organisations.abroad import registered_in
from unionnet.directory.organisations.models import Contact, Coverage, Employer, Organisation
from unionnet.directory.organisations.officers import SEE, Officer
from unionnet.directory.organisations.queries import expected_employers, significant
from unionnet.foundation.calendar import months_after
from unionnet.foundation.pieces import has_piece
from unionnet.foundation.refusals import Citation
from unionnet.foundation.rulebook import rule
from unionnet.foundation.rulebook.packs import provisions

CLOCK = "ORG-12.organise_within_months"


@dataclass(frozen=True)
class EmployersWanted:
    """What the list asks for. Everything may be empty; nonsense finds nothing or is left out."""

    q: str = ""
    covered: str = ""
    contacted: str = ""
    industry: str = ""
    unit_type: str = ""


def employers_of(under: Organisation, wanted: EmployersWanted, today: date) -> QuerySet[Employer]:
    """The units behind the second rate. `covered` is yes, no, or `late`: none after the time of ORG-12."""
    inside = Coverage.objects.filter(
        Q(until__isnull=True) | Q(until__gt=today),
        since__lte=today,
        employer=OuterRef("pk"),
        organisation__path__gte=under.path,
        organisation__path__lt=under.path_end,
    )
    rows = expected_employers(under.path, today).alias(is_covered=Exists(inside))
    if wanted.covered in ("yes", "no", "late"):
        rows = rows.filter(is_covered=wanted.covered == "yes")
    if wanted.covered == "late":
        rows = rows.filter(_late_on(today))
    if wanted.contacted in ("yes", "no"):
        spoken = Exists(Contact.objects.filter(employer=OuterRef("pk")))
        rows = rows.filter(spoken if wanted.contacted == "yes" else ~spoken)
    for name in ("industry", "unit_type"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    return _named(rows, wanted.q)


def codes_by_name(names: Collection[str]) -> list[tuple[str, str]]:
    """(name, USCC) of employers that are called exactly so; two may share a name."""
    return list(Employer.objects.filter(name__in=names).values_list("name", "uscc"))


def _named(rows: QuerySet[Employer], words: str) -> QuerySet[Employer]:
    for word in words.split():
        rows = rows.filter(has_piece(word, "name") | Q(uscc=word.upper()))
    return rows


def _late_on(today: date) -> Q:
    """Opened longer ago than the law of its region allows. A nearer region wins over a wider one."""
    late, known = Q(pk__in=[]), Q(pk__in=[])
    regions = {found.region for found in provisions().get(CLOCK, ())}
    for region in sorted(regions, key=lambda code: len(significant(code)), reverse=True):
        if clock := clock_of(region, today):
            here = Q(region_code__startswith=significant(region)) & ~known
            late |= here & Q(opened_on__lt=months_after(today, -clock.months))
            known |= Q(region_code__startswith=significant(region))
    return late


@dataclass(frozen=True)
class Clock:
    """The months after opening within which a union is to be founded, and where that stands."""

    months: int
    citation: Citation


def clock_of(region_code: str, on: date) -> Clock | None:
    """None where no law sets a time (ORG-12: there is none for the whole nation)."""
    try:
        found = rule(CLOCK, where=region_code[:6], on=on)
    except KeyError:
        return None
    return Clock(found.value, found.citation)


def due_of(employer: Employer, today: date) -> date | None:
    """The last day of the clock of ORG-12, where there is one and the day of opening is known."""
    clock = clock_of(employer.region_code, today)
    return months_after(employer.opened_on, clock.months) if clock and employer.opened_on else None


def employers_seen_by(person: Officer, verb: str = SEE) -> QuerySet[Employer]:
    """Those registered in the regions within reach, and those covered there wherever they stand."""
    reach = person.reach(verb)
    inside = Coverage.objects.filter(reach.q(), employer=OuterRef("pk"))
    here = Q(pk__in=[])
    for region in Organisation.objects.filter(path__in=reach.paths).values_list("region_code", flat=True):
        here |= registered_in(region, significant(region))
    return Employer.objects.filter(here | Exists(inside))


@dataclass(frozen=True)
class EmployerCard:
    """Everything the page of one employer shows."""

    row: Employer
    coverage: list[Coverage]
    contacts: list[Contact]
    clock: Clock | None
    due: date | None
    is_late: bool


def employer_card(row: Employer, today: date) -> EmployerCard:
    """Two questions."""
    coverage = list(row.coverage.select_related("organisation").order_by("-since", "id")[:50])
    contacts = list(row.contacts.select_related("organisation").order_by("-on", "-id")[:50])
    due = due_of(row, today)
    is_covered = any(each.since <= today and (each.until is None or each.until > today) for each in coverage)
    late = not is_covered and due is not None and due < today
    return EmployerCard(row, coverage, contacts, clock_of(row.region_code, today), due, late)
