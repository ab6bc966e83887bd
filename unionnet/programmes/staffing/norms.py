# SPDX-License-Identifier: Apache-2.0
"""How many people the rules want, and where they are missing (ORG-30, ORG-38). The rules are data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Coverage, Organisation
from unionnet.directory.organisations.queries import established_on
from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.refusals import Citation
from unionnet.foundation.rulebook import rule
from unionnet.programmes.staffing.models import StaffPost
from unionnet.programmes.staffing.queries import Kind, in_force

WORKERS = "ORG-38.contract_workers"
FULL_TIME = "ORG-30.full_time"


@dataclass(frozen=True)
class Want:
    """What a rule wants of one union: `measured` members or employees, `needed` people, `held` of them."""

    union: Organisation
    what: str
    measure: str
    measured: int
    needed: int
    held: int
    rule: Citation

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.held)


def workers_for(members: int, steps: dict[str, Any]) -> int:
    """Contract workers for so many real-name members: the base, and more above each threshold. More than 3000
    begins at 3,001."""
    reached = [int(step["workers"]) for step in steps["steps"] if members > step["more_than"]]
    return max([int(steps["base"]), *reached])


def full_time_for(employees: int, norm: dict[str, Any]) -> int:
    """Full-time people a unit of that size must have: none where the law only says it may (ORG-30)."""
    if norm["duty"] != "shall" or employees < norm["from_employees"]:
        return 0
    per_mille = int(norm.get("per_mille", 0))
    return max(1, -(-employees * per_mille // 1000))


def wants(person: Person, under: Organisation, on: date) -> list[Want]:
    """Every union of the subtree to which a rule applies, those that miss most first."""
    found = [*_workers(person, under, on), *_full_time(person, under, on)]
    return sorted(found, key=lambda want: (-want.missing, want.union.path))


def _inside(person: Person, under: Organisation, on: date) -> QuerySet[Organisation]:
    reach = person.reach("staffing.see").q("path")
    inside = Organisation.objects.filter(reach, path__gte=under.path, path__lt=under.path_end)
    return inside.filter(established_on(on))


def _held(kind: str, on: date) -> Coalesce:
    own = StaffPost.objects.filter(in_force(on), organisation=OuterRef("pk"), kind=kind).order_by()
    persons = own.values("organisation").annotate(n=Count("member", distinct=True)).values("n")
    return Coalesce(Subquery(persons), 0)


def _workers(person: Person, under: Organisation, on: date) -> Iterator[Want]:
    """A member is real-name by the constraint behind an active membership."""
    kinds = {kind for each in _rulings_of(under, on) for kind in each}
    below = Q(organisation__path__gte=OuterRef("path"), organisation__path__lt=OuterRef("end"))
    inside = Membership.objects.filter(below, state=Membership.State.ACTIVE).order_by()
    number = inside.values("state").annotate(n=Count("pk")).values("n")
    unions = _inside(person, under, on).filter(kind__in=kinds)
    for union in unions.annotate(end=Concat(F("path"), Value("~"))).annotate(
        members=Coalesce(Subquery(number), 0), held=_held(Kind.CONTRACT_WORKER, on)
    ):
        ruling = rule(WORKERS, where=union.county_code, on=on)
        if union.kind in ruling.value["applies_to"]:
            needed = workers_for(union.members, ruling.value)
            label = str(Kind.CONTRACT_WORKER.label)
            yield Want(union, label, _("实名会员"), union.members, needed, union.held, ruling.citation)


def _rulings_of(under: Organisation, on: date) -> list[list[str]]:
    """To which kinds of union the rule applies, in each region of the subtree."""
    regions = Organisation.objects.filter(path__gte=under.path, path__lt=under.path_end)
    codes = {code[:6] for code in regions.order_by().values_list("region_code", flat=True).distinct()}
    return [rule(WORKERS, where=code, on=on).value["applies_to"] for code in codes]


def _full_time(person: Person, under: Organisation, on: date) -> Iterator[Want]:
    """Unions of units whose size the law names, by the employees of the units they cover."""
    live = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    covered = Coverage.objects.filter(live, organisation=OuterRef("pk")).order_by()
    size = covered.values("organisation").annotate(n=Sum("employer__employees")).values("n")
    own = {"enterprise_union", "institution_union", "agency_union", "platform_union"}
    unions = _inside(person, under, on).filter(kind__in=own)
    for union in unions.annotate(size=Subquery(size), held=_held(Kind.FULL_TIME, on)).filter(size__gte=1):
        ruling = rule(FULL_TIME, where=union.county_code, on=on)
        needed = full_time_for(union.size, ruling.value)
        if needed:
            label = str(Kind.FULL_TIME.label)
            yield Want(union, label, _("职工"), union.size, needed, union.held, ruling.citation)
