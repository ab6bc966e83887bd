# SPDX-License-Identifier: Apache-2.0
"""Surveys of needs: what is open at a station, and results by group with small counts left blank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from unionnet.directory.organisations.models import SEGMENT
from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import everything
from unionnet.foundation.small_counts import hidden
from unionnet.programmes.stations.models import Survey
from unionnet.programmes.stations.rules import OTHERS

ALL = "all"
Cell = tuple[str, int, int]  # group, question, choice; question -1: how many sheets
Choice = tuple[int, int]
SHEETS: Choice = (-1, 0)


def surveys_seen_by(person: Person) -> QuerySet[Survey]:
    return Survey.objects.filter(person.reach("places.see").q()).select_related("organisation")


@everything("what a station asks stands open to everybody")
def survey_open_at(public_id: str) -> Survey | None:
    return Survey.objects.select_related("organisation").filter(public_id=public_id).first()


@everything("what a station asks stands open to everybody")
def surveys_for_visitors(site: Site) -> list[tuple[Any, str, str]]:
    """(label, address, icon) of what is asked at this station today."""
    path, today = site.organisation.path, local_date(database_now())
    chain = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    found = Survey.objects.filter(
        organisation__path__in=chain, opens_on__lte=today, closes_on__gte=today
    ).order_by("pk")
    return [
        (each.title, f"{reverse('stations:survey', args=[each.public_id])}?at={site.public_id}", "chat")
        for each in found[:3]
    ]


@dataclass(frozen=True)
class Line:
    """One choice: how many of each group took it, None where the number stays blank."""

    label: str
    counts: Sequence[int | None]


@dataclass(frozen=True)
class Result:
    """Groups with sheets in the order of the list, how many sheets each, and a table for each question."""

    groups: Sequence[Any]
    sheets: Sequence[int | None]
    questions: Sequence[tuple[str, Sequence[Line]]]
    fewest: int


def result_of(survey: Survey, on: date) -> Result:
    """Counted in one pass over the sheets; the column of all stands first. Asked only when it is over: who
    looked twice in between would see a single sheet come."""
    counts = _counted(survey)
    groups = [ALL, *(code for code in (*OCCUPATIONS, OTHERS) if counts[code, *SHEETS])]
    fewest = fewest_told(survey, on)
    choices = [(q, c) for q, asked in enumerate(survey.questions) for c in range(len(asked["choices"]))]
    cells = {(group, *choice): counts[group, *choice] for group in groups for choice in (SHEETS, *choices)}
    blank = hidden(cells, _sums(survey, groups, choices), fewest=fewest)

    def line(choice: Choice) -> list[int | None]:
        return [None if (group, *choice) in blank else cells[group, *choice] for group in groups]

    tables = [
        (asked["text"], [Line(text, line((q, c))) for c, text in enumerate(asked["choices"])])
        for q, asked in enumerate(survey.questions)
    ]
    return Result(groups[1:], line(SHEETS), tables, fewest)


def fewest_told(survey: Survey, on: date) -> int:
    """In steps of this many the desk is told how many sheets have come in so far."""
    return int(rule("PI-20.fewest_told", where=survey.organisation.county_code, on=on).value)


def _counted(survey: Survey) -> Counter[Cell]:
    counts: Counter[Cell] = Counter()
    for group, chosen in survey.answers.values_list("group", "chosen").iterator(2000):
        taken = [SHEETS, *((q, c) for q, numbers in enumerate(chosen) for c in numbers)]
        counts.update((name, *choice) for name in (ALL, group) for choice in taken)
    return counts


def _sums(survey: Survey, groups: Sequence[str], choices: Sequence[Choice]) -> list[list[Cell]]:
    """What a reader can add up: groups to all, and the choices of a question that takes one to its sheets."""
    sums: list[list[Cell]] = [[(group, *choice) for group in groups] for choice in (SHEETS, *choices)]
    for q, asked in enumerate(survey.questions):
        if not asked["many"]:
            own = [choice for choice in choices if choice[0] == q]
            sums += [[(group, *SHEETS), *((group, *choice) for choice in own)] for group in groups]
    return sums
