# SPDX-License-Identifier: Apache-2.0
"""Households in file and aided this year, by class. Counts under the threshold stay blank, with what would
give them away: a village knows which of its families had the accident."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.models import Person
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.foundation.scope import everything
from unionnet.foundation.small_counts import hidden
from unionnet.programmes.hardship.models import Aid, Dossier
from unionnet.programmes.hardship.rules import COUNT

TOTAL = ""
GRADES = (TOTAL, *Dossier.Grade.values)
MOST = 200


@dataclass(frozen=True)
class Line:
    """One union with all below it: [all, deep, accidental, relative] of each, None where it stays blank."""

    union: Organisation
    in_file: list[int | None]
    aided: list[int | None]


def fewest_told(on: date) -> Ruling:
    return rule("PI-20.fewest_told", on=on)


def figures_for(person: Person, on: date) -> tuple[list[Line], Ruling]:
    """The unions within reach, and those next below when there is one."""
    unions = _unions(person)
    ruling = fewest_told(on)
    with everything("counts by class, none under the threshold"):
        in_file, aided = _registered(), _aided(on)
    return [Line(each, _told(each, in_file, ruling), _told(each, aided, ruling)) for each in unions], ruling


def _unions(person: Person) -> list[Organisation]:
    tops = list(reached_by(person, COUNT).filter(path__in=person.reach(COUNT).paths).order_by("path")[:MOST])
    if len(tops) != 1:
        return tops
    below = Organisation.objects.filter(parent=tops[0], until=None).order_by("path")
    return [*tops, *below[:MOST]]


def _registered() -> dict[tuple[str, str], int]:
    rows = Dossier.objects.filter(state="registered").values_list("organisation__path", "grade")
    return {(path, grade): n for path, grade, n in rows.annotate(n=Count("pk"))}


def _aided(on: date) -> dict[tuple[str, str], int]:
    """Households once each, however often they had aid this year."""
    rows = Aid.objects.filter(on_day__year=on.year).values_list("dossier__organisation__path", "grade")
    return {(path, grade): n for path, grade, n in rows.annotate(n=Count("dossier", distinct=True))}


def _told(union: Organisation, counted: dict[tuple[str, str], int], ruling: Ruling) -> list[int | None]:
    sums: Counter[str] = Counter(dict.fromkeys(GRADES, 0))
    for (path, grade), n in counted.items():
        if union.contains(path):
            sums[grade] += n
            sums[TOTAL] += n
    blank = hidden(sums, [GRADES], fewest=ruling.value)
    return [None if grade in blank else sums[grade] for grade in GRADES]
