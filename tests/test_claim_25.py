# SPDX-License-Identifier: Apache-2.0
"""Claim 25: statistics do not expose persons.

A reader without the lists walks through every number that is told: the walls of all unions of a province from
its top to its last town, and what an industrial union knows of those it leads, by tag and by month. All of it
is one system of sums; solving it gives back no count under five.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.figures import figure, measured
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person, Role
from unionnet.directory.people.occupations import LISTS, tags_of
from unionnet.doors.figures import told
from unionnet.doors.figures.actions import recount
from unionnet.doors.screen import queries as screen

pytestmark = pytest.mark.django_db
TOWNS = figure("TOWNS", 30)
FEWEST, TODAY = 5, date(2024, 8, 1)
JOBS = ("courier", "truck_driver", "teacher", "other")
Kind = Organisation.Kind
Sums = list[list[str]]


@dataclass
class Province:
    """Who counts what: `truth` has every number, also those nobody is told."""

    top: Organisation
    counties: list[Organisation]
    towns: list[Organisation]
    industry: Organisation
    truth: dict[str, int]

    @property
    def unions(self) -> list[Organisation]:
        return [self.top, *self.counties, *self.towns]

    @property
    def led(self) -> list[Organisation]:
        return [town for town in self.towns if town.industrial_parent_id]


@pytest.fixture
def province(settings: Settings) -> Province:
    settings.UNIONNET_SECOND_FACTOR = False
    screen._kept.clear()
    chance = random.Random(25)
    top = make_union("某省总工会", kind=Kind.PROVINCIAL_FEDERATION, region_code="610000")
    industry = make_union("省产业工会", top, kind=Kind.INDUSTRIAL_UNION, region_code="610000")
    counties = [make_union(f"{n}县总工会", top, kind=Kind.COUNTY_FEDERATION) for n in range(5)]
    towns = [make_union(f"{n}企业工会", counties[n % 5], kind=Kind.ENTERPRISE_UNION) for n in range(TOWNS)]
    for town in towns[::2]:
        town.industrial_parent, town.led_since = industry, date(2024, 1, 1)
        town.save()
    for union in [*counties, *towns]:
        people(union, chance.choice((0, 1, 2, 4, 7, 12, 30, 60)), chance)
    recount()
    return Province(top, counties, towns, industry, counted(top))


def people(union: Organisation, n: int, chance: random.Random) -> None:
    made = Person.objects.bulk_create(
        Person(name="某某", tags=tags_of(chance.choice(JOBS), on=TODAY)) for _each in range(n)
    )
    joined = [datetime(2024, chance.choice((1, 1, 1, 3, 7)), 15, tzinfo=UTC) for _each in made]
    Membership.objects.bulk_create(
        Membership(person=person, organisation=union, state="active", applied_at=at, decided_at=at,
                   card_no=f"{union.pk}-{number}")
        for number, (person, at) in enumerate(zip(made, joined, strict=True))
    )  # fmt: skip


def counted(top: Organisation) -> dict[str, int]:
    """Cells by name: `PATH`, `PATH month:2024-01`, `PATH tag:courier`."""
    truth: dict[str, int] = {}
    rows = Membership.objects.filter(organisation__path__startswith=top.path).select_related("person")
    for row in rows.select_related("organisation"):
        path, joined = row.organisation.path, f"{row.decided_at:%Y-%m}"
        marks = ["", f" month:{joined}", *(f" tag:{tag}" for tag in row.person.tags)]
        for end in range(len(top.path), len(path) + 1, 4):
            for mark in marks:
                truth[path[:end] + mark] = truth.get(path[:end] + mark, 0) + 1
    return truth


def test_the_numbers_that_are_told_do_not_give_back_those_that_are_not(province: Province) -> None:
    shown = dict(everything_told(province))
    assert {cell: n for cell, n in shown.items() if province.truth.get(cell, 0) != n} == {}
    small = {cell for cell, n in province.truth.items() if 0 < n < FEWEST}
    assert small & shown.keys() == set()
    found = worked_out(shown, sums_of(province), province.truth)
    exposed = {cell: n for cell, n in found.items() if 0 < n < FEWEST}
    measured(told=len(shown), small=len(small), exposed=len(exposed))
    assert (len(small) > 10, len(shown) > 40) == (True, True)
    assert exposed == {}


def test_hiding_the_small_ones_alone_gives_them_away(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sabotage: nothing more is blank than what is under five. The same attack finds them."""
    monkeypatch.setattr(told, "hidden", only_the_small)
    found = worked_out(dict(everything_told(province)), sums_of(province), province.truth)
    assert [cell for cell, n in found.items() if 0 < n < FEWEST]


def test_who_may_see_the_members_gets_exact_numbers(client: Client, province: Province) -> None:
    small = next(town for town in province.towns if province.truth.get(town.path) in (1, 2))
    sign_in(client, make_officer(small, role=Role.Name.LEADER))
    recount()
    assert "＊" in stat(client.get("/desk/"))
    sign_in(client, make_officer(small))
    recount()
    assert int(stat(client.get("/desk/"))) < FEWEST + 2


def only_the_small(counts: Any, _sums: Any, *, fewest: int, **_more: Any) -> set[Any]:
    return {cell for cell, n in counts.items() if 0 < n < fewest}


def everything_told(province: Province) -> Iterator[tuple[str, int]]:
    """(cell, number) of all that pages, sheets and the API tell somebody who sees no lists."""
    leader, industrial = Client(), Client()
    sign_in(leader, reader_at(province.top))
    sign_in(industrial, reader_at(province.industry))
    for union in province.unions:
        yield from number(union.path, stat(leader.get("/screen/", {"at": union.public_id})))
    for union in province.led:
        told_of = industrial.get(f"/api/v1/figures/led/{union.public_id}").json()
        page = industrial.get(f"/desk/figures/led/{union.public_id}/")
        assert stat(page) == ("＊" if told_of["members"] is None else str(told_of["members"]))
        yield from number(union.path, stat(page))
        for kind, cells in (("tag", told_of["tags"]), ("month", told_of["months"])):
            yield from ((f"{union.path} {kind}:{name}", n) for name, n in cells.items() if n is not None)


def reader_at(union: Organisation) -> Person:
    """A leader who is no member anywhere, so that nothing is counted for being looked at."""
    person = make_officer(union, role=Role.Name.LEADER)
    person.memberships.all().delete()
    recount()
    return person


def stat(page: Any) -> str:
    found = re.search(r"会员（人）</p><b class=\"\">([^<]*)</b>", page.content.decode())
    assert found, page.status_code
    return found[1].replace(",", "")


def number(cell: str, words: str) -> Iterator[tuple[str, int]]:
    if words != "＊":
        yield cell, int(words)


def sums_of(province: Province) -> Sums:
    """What anybody knows of these numbers: who stands below whom, and that everybody has one month of
    joining and one occupation, which stands on some of the lists."""
    by_parent: dict[str, list[str]] = {}
    for union in (*province.counties, *province.towns, province.industry):
        by_parent.setdefault(union.path[:-4], []).append(union.path)
    sums = [[path, *below, f"{path} own"] for path, below in by_parent.items()]
    for union in province.led:
        months = sorted(cell for cell in province.truth if cell.startswith(f"{union.path} month:"))
        sums.append([union.path, *months])
        job = {tag: f"{union.path} tag:{tag}" for tag in (*JOBS, *LISTS)}
        sums.append([union.path, *(job[tag] for tag in JOBS)])
        sums += [[job[name], *(job[tag] for tag in JOBS if name in tags_of(tag, on=TODAY))] for name in LISTS]
    return sums


def worked_out(shown: dict[str, int], sums: Sums, truth: dict[str, int]) -> dict[str, int]:
    """Cells that have one value only, by elimination and by bounds. A blank is 1 or more where a line stands
    for it; what has no line may be 0."""
    rows = [equation(parts, shown) for parts in sums]
    rows += eliminated([dict(row) for row in rows])
    has_line = {cell for cell, n in truth.items() if n}
    low = {cell: Fraction(int(cell in has_line)) for row in rows for cell in row if cell}
    high: dict[str, Fraction | None] = dict.fromkeys(low)
    while sum(tightened(row, low, high) for row in rows):
        pass
    return {cell: int(n) for cell, n in low.items() if n == high[cell]}


def equation(parts: list[str], shown: dict[str, int]) -> dict[str, Fraction]:
    """Factors of the unknown cells; under "" the number they add up to. total − parts = 0."""
    row = {"": Fraction()}
    for place, cell in enumerate(parts):
        factor = Fraction(-1 if place else 1)
        if cell in shown:
            row[""] -= factor * shown[cell]
        else:
            row[cell] = factor
    return row


def eliminated(rows: list[dict[str, Fraction]]) -> list[dict[str, Fraction]]:
    done: list[dict[str, Fraction]] = []
    while rows:
        row = rows.pop()
        pivot = next((cell for cell in row if cell), None)
        if pivot is None:
            continue
        row = {cell: factor / row[pivot] for cell, factor in row.items()}
        rows, done = ([without(pivot, other, row) for other in some] for some in (rows, done))
        done.append(row)
    return done


def without(pivot: str, row: dict[str, Fraction], by: dict[str, Fraction]) -> dict[str, Fraction]:
    factor = row.get(pivot, Fraction())
    mixed = {cell: row.get(cell, Fraction()) - factor * by.get(cell, Fraction()) for cell in {*row, *by}}
    return {cell: value for cell, value in mixed.items() if value or not cell}


def tightened(row: dict[str, Fraction], low: dict[str, Fraction], high: dict[str, Fraction | None]) -> bool:
    """Move the bounds of each cell of one equation by what the others leave it."""
    moved = False
    for cell in filter(None, row):
        others = [other for other in row if other and other != cell]
        least = bound(row, others, low, high, lowest=True)
        most = bound(row, others, low, high, lowest=False)
        ends = [None if end is None else (row[""] - end) / row[cell] for end in (least, most)]
        above, below = ends if row[cell] > 0 else reversed(ends)
        if below is not None and below > low[cell]:
            low[cell], moved = below, True
        if above is not None and ((now := high[cell]) is None or above < now):
            high[cell], moved = above, True
    return moved


def bound(
    row: dict[str, Fraction],
    cells: list[str],
    low: dict[str, Fraction],
    high: dict[str, Fraction | None],
    *,
    lowest: bool,
) -> Fraction | None:
    """The least or the most these cells can add up to; None without end."""
    side: Callable[[str], Fraction | None]
    total = Fraction()
    for cell in cells:
        side = low.get if (row[cell] > 0) is lowest else high.get
        end = side(cell)
        if end is None:
            return None
        total += row[cell] * end
    return total
