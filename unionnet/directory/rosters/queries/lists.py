# SPDX-License-Identifier: Apache-2.0
"""Imported lists: what an officer sees before and after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from unionnet.directory.people.models import Person, Roster
from unionnet.directory.people.queries.posts import today
from unionnet.directory.rosters.reading import COLUMN_AT_FAULT, Manner, Row, understand
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import Marked

SAMPLE = 20
MOST_SHOWN = 500
# What becomes of rows, in groups an officer acts on: codes, words before and after, kind of the tag.
GROUPS: tuple[tuple[tuple[str, ...], Any, str], ...] = (
    (("ok",), gettext_lazy("可以入会"), "ok"),
    (("incomplete",), gettext_lazy("可以入会，资料待完善"), "due"),
    (("already_here",), gettext_lazy("已是本会会员"), ""),
    (("member_elsewhere", "applied_elsewhere"), gettext_lazy("在其他工会，需办理接转"), "info"),
    (("name_differs", "same_name"), gettext_lazy("与已有登记冲突，需要核对"), "late"),
)
REST = gettext_lazy("有问题，需要修改")


def rosters_seen_by(person: Person) -> QuerySet[Roster]:
    rows = Roster.objects.filter(person.reach("people.approve").q())
    return rows.select_related("organisation", "by").order_by("-id")


@dataclass(frozen=True)
class Group:
    """So many rows have this in store."""

    label: Any
    rows: int
    kind: str


def groups_of(roster: Roster) -> list[Group]:
    """What becomes of the rows, in numbers; groups without rows are left out."""
    named = {code for codes, _label, _kind in GROUPS for code in codes}
    groups = [
        Group(label, sum(roster.found.get(code, 0) for code in codes), kind) for codes, label, kind in GROUPS
    ]
    rest = sum(count for code, count in roster.found.items() if code not in named)
    return [group for group in (*groups, Group(REST, rest, "late")) if group.rows]


@dataclass(frozen=True)
class Problem:
    """A row that does not come in, and why."""

    sheet: str
    number: int
    sentence: str


def problems_of(roster: Roster) -> list[Problem]:
    """The first 500, in the order of the file."""
    found: list[Problem] = []
    for sheet, outcomes in roster.parts.order_by("pk").values_list("sheet", "outcomes"):
        found += [Problem(sheet, number, sentence) for number, _code, sentence in outcomes]
        if len(found) >= MOST_SHOWN:
            break
    return found[:MOST_SHOWN]


@dataclass(frozen=True)
class SampleRow:
    """One row as it is understood: `row` or the reason why not."""

    number: int
    row: Row | None
    problem: str


def sample_of(roster: Roster) -> list[SampleRow]:
    """The first rows of a list that waits for its officer."""
    part = roster.parts.order_by("pk").first()
    if part is None or part.lines is None:
        return []
    manner = Manner(roster.columns, roster.occupation, today(), roster.ids_are_cut)
    return [_sampled(number, cells, manner) for number, cells in json.loads(part.lines.open())[:SAMPLE]]


def _sampled(number: int, cells: list[str], manner: Manner) -> SampleRow:
    try:
        return SampleRow(number, understand(cells, manner), "")
    except Refusal as refusal:
        return SampleRow(number, None, str(refusal))


def mending_rows(roster: Roster) -> Iterator[list[Any]]:
    """The rows that did not come in as the officer wrote them, the cell at fault marked, with the reason."""
    width = len(roster.head)
    for part in roster.parts.exclude(outcomes=[]).exclude(lines=None).order_by("pk").iterator(chunk_size=1):
        reasons = {number: (code, sentence) for number, code, sentence in part.outcomes}
        for number, cells in json.loads(part.lines.open()):
            if number in reasons:
                code, sentence = reasons[number]
                row: list[Any] = [*cells[:width], *[""] * (width - len(cells))]
                at = roster.columns.get(COLUMN_AT_FAULT.get(code, ""))
                if at is not None:
                    row[at] = Marked(row[at])
                yield [*row, sentence]
