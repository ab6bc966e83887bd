# SPDX-License-Identifier: Apache-2.0
"""Households in file and aided this year, by class. Counts under the threshold stay blank, with what would
give them away: a village knows which of its families had the accident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.models import Person
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.foundation.scope import everything
from unionnet.foundation.small_counts import hidden
from unionnet.programmes.hardship.formula import scheme_of
from unionnet.programmes.hardship.models import Aid, Dossier
from unionnet.programmes.hardship.rules import COUNT

TOTAL = ""
MOST = 200


@dataclass(frozen=True)
class Line:
    """One union with all below it: [all, and each class shown] of each, None where it stays blank."""

    union: Organisation
    in_file: list[int | None]
    aided: list[int | None]


def fewest_told(on: date) -> Ruling:
    return rule("PI-20.fewest_told", on=on)


def figures_for(person: Person, on: date) -> tuple[list[str], list[Line], Ruling]:
    """The classes shown, and the unions within reach with those next below when there is one."""
    unions = _unions(person)
    ruling = fewest_told(on)
    with everything("counts by class, none under the threshold"):
        in_file, aided = _registered(), _aided(on)
    shown = _shown(unions, [*in_file, *aided], on)
    told = [_told(unions, counted, ruling.value, (TOTAL, *shown)) for counted in (in_file, aided)]
    lines = [Line(each, *(table[each.path] for table in told)) for each in unions]
    return [str(Dossier.Grade(grade).label) for grade in shown], lines, ruling


def _shown(unions: list[Organisation], counted: list[tuple[str, str]], on: date) -> list[str]:
    """The classes these places know, and any that stands in a file from before (HW-03)."""
    places = {each.county_code for each in unions}
    known: set[str] = {grade for where in places for grade in scheme_of(where, on).grades}
    known |= {grade for path, grade in counted if any(each.contains(path) for each in unions)}
    return [grade for grade in Dossier.Grade.values if grade in known]


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


def _told(
    unions: list[Organisation], counted: dict[tuple[str, str], int], fewest: int, grades: Sequence[str]
) -> dict[str, list[int | None]]:
    """By the path of each union. Where one stands above the others, what is theirs and what is its own are
    sums too: a union that stays blank must not follow from the one above it and its neighbours."""
    counts: Counter[tuple[str, str]] = Counter({(each.path, grade): 0 for each in unions for grade in grades})
    for (path, grade), n in counted.items():
        for union in unions:
            if union.contains(path):
                counts[union.path, grade] += n
                counts[union.path, TOTAL] += n
    sums = [[(each.path, grade) for grade in grades] for each in unions]
    unsaid = []
    if unions and all(unions[0].contains(each.path) for each in unions):
        for grade in grades:
            whole, *parts = [(each.path, grade) for each in unions]
            rest = ("", grade)  # at the union itself, and at those that have no line
            counts[rest] = counts[whole] - sum(counts[part] for part in parts)
            sums.append([whole, *parts, rest])
            unsaid.append(rest)
    blank = hidden(counts, sums, fewest=fewest, unsaid=unsaid)
    return {
        each.path: [None if (each.path, grade) in blank else counts[each.path, grade] for grade in grades]
        for each in unions
    }
