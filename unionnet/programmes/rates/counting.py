# SPDX-License-Identifier: Apache-2.0
"""Counting the registers into cells that never overlap, each with the ids behind its two numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Left

from unionnet.directory.organisations.models import SEGMENT, TIER_OF, Organisation
from unionnet.directory.organisations.queries import (
    covered_employers,
    established_on,
    expected_employers,
    expected_on,
)
from unionnet.directory.people.models import MEMBER_STATES, MembershipSpan
from unionnet.programmes.rates.models import Figure

Definition = Figure.Definition


@dataclass(frozen=True)
class Cell:
    """See `Figure`, which is a cell that stays."""

    definition: str
    place: str
    key: str
    numerator: int
    denominator: int
    counted: list[int] | None = None
    others: list[int] | None = None


def cells_of(union: Organisation, on: date) -> list[Cell]:
    """All three rates of a union and what lies below it on a day: four questions, whatever its size."""
    return [*_unions(union, on), *_employers(union, on), _members(union, on)]


def _unions(union: Organisation, on: date) -> list[Cell]:
    """The 小三级 (ORG-03), by the union directly below and the kind."""
    rows = (
        Organisation.objects.filter(path__gte=union.path, path__lt=union.path_end, kind__in=list(TIER_OF))
        .filter(expected_on(on))
        .annotate(place=Left("path", len(union.path) + SEGMENT))
        .values("place", "kind")
        .annotate(
            counted=ArrayAgg("pk", filter=established_on(on), default=Value([])),
            others=ArrayAgg("pk", filter=~_stands(on), default=Value([])),
        )
        .order_by("place", "kind")
        .values_list("place", "kind", "counted", "others")
    )
    return [_listed(Definition.UNIONS, *row) for row in rows]


def _stands(on: date) -> Q:
    """As `established_on`, and never unknown: without a day of founding it is not."""
    return Q(since__isnull=False) & established_on(on)


def _employers(union: Organisation, on: date) -> list[Cell]:
    """Employers (ORG-36), by region code and industry: each has one of either, so it counts once."""
    covered = covered_employers(union.path, on).filter(pk=OuterRef("pk"))
    rows = (
        expected_employers(union.path, on)
        .annotate(is_covered=Exists(covered))
        .values("region_code", "industry")
        .annotate(
            counted=ArrayAgg("pk", filter=Q(is_covered=True), default=Value([])),
            others=ArrayAgg("pk", filter=Q(is_covered=False), default=Value([])),
        )
        .order_by("region_code", "industry")
        .values_list("region_code", "industry", "counted", "others")
    )
    return [_listed(Definition.EMPLOYERS, *row) for row in rows]


def _members(union: Organisation, on: date) -> Cell:
    """Members ÷ employees of the employers that should have a union (ORG-36). Members of the new forms of
    employment have no employer in the register, so this rate may pass 100 %."""
    that_day = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    within = Q(organisation__path__gte=union.path, organisation__path__lt=union.path_end)
    members = MembershipSpan.objects.filter(that_day, within, state__in=MEMBER_STATES).count()
    employees = expected_employers(union.path, on).aggregate(n=Sum(F("employees"), default=0))["n"]
    return Cell(Definition.MEMBERS, "", "", members, employees)


def _listed(definition: str, place: str, key: str, counted: list[int], others: list[int]) -> Cell:
    whole = len(counted) + len(others)
    return Cell(definition, place, key, len(counted), whole, sorted(counted), sorted(others))
