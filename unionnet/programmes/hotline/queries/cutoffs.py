# SPDX-License-Identifier: Apache-2.0
"""A frozen report, read back: the union's own orders on top, then every union of it, every kind and class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db.models import QuerySet

from unionnet.directory.people.models import Person
from unionnet.programmes.hotline.models import CutOff, CutOffLine
from unionnet.programmes.hotline.rules import SEE


@dataclass(frozen=True)
class Numbers:
    """Counts of orders. `due` is the denominator of 办结率: closed, or past the limit; `accepted` that of
    办结受理比, another rate under its own name (HL-08)."""

    accepted: int = 0
    closed: int = 0
    closed_in_time: int = 0
    overdue: int = 0
    paused: int = 0
    not_due: int = 0
    left: int = 0
    callbacks: int = 0
    satisfied: int = 0

    @property
    def due(self) -> int:
        return self.closed + self.overdue

    def __add__(self, other: Numbers) -> Numbers:
        names = [each.name for each in fields(self)]
        return Numbers(*(getattr(self, name) + getattr(other, name) for name in names))

    @classmethod
    def of(cls, lines: Iterable[CutOffLine]) -> Numbers:
        return sum((cls(*(getattr(line, each.name) for each in fields(cls))) for line in lines), cls())


@dataclass(frozen=True)
class Part:
    """One line of the page: of a union, or of a kind and class of the union's own orders."""

    label: str
    numbers: Numbers
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """`own` are the orders of the union itself; `units` those of each union below it that had any."""

    own: Numbers
    kinds: list[Part]
    units: list[Part]


def cutoffs_seen_by(person: Person) -> QuerySet[CutOff]:
    return CutOff.objects.filter(person.reach(SEE).q("organisation__path")).select_related("organisation")


def sheet_of(cutoff: CutOff) -> Sheet:
    """Two questions, whatever the number of unions."""
    lines = list(cutoff.lines.select_related("unit", "kind").order_by("unit__path", "kind_id", "id"))
    own = [line for line in lines if line.unit_id == cutoff.organisation_id]
    units: dict[str, list[CutOffLine]] = {}
    for line in lines:
        if line.unit_id != cutoff.organisation_id:
            units.setdefault(line.unit.name, []).append(line)
    return Sheet(
        Numbers.of(own),
        [Part(line.kind.label, Numbers.of([line]), line.kind.grade_label(line.grade)) for line in own],
        [Part(name, Numbers.of(each)) for name, each in units.items()],
    )
