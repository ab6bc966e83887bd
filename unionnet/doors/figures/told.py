# SPDX-License-Identifier: Apache-2.0
"""Counts for those who may not see the people counted: what is told, and what stays blank (PI-20)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import connection
from django.db.models import Q

from unionnet.directory.organisations.models import SEGMENT, TIER_OF, Organisation
from unionnet.directory.people.occupations import LISTS, OCCUPATIONS, tags_of
from unionnet.directory.people.posts import Reach
from unionnet.doors.figures.actions import sql
from unionnet.doors.figures.queries import EVERYTHING, Figures, Month, figures_of
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.foundation.small_counts import hidden, steps

MEMBERS = ("members", "members~")
MONTHS = 24
Told = int | None


def fewest_told(on: date) -> Ruling:
    """From how many on a count is told; 5 unless the place says otherwise."""
    return rule("PI-20.fewest_told", on=on)


def counts_of_each(unions: Collection[int], marks: tuple[str, str] = EVERYTHING) -> dict[str, Counter[str]]:
    """By the path of each union, what it and all below it hold. One question."""
    found: dict[str, Counter[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql("each"), {"unions": list(unions), "low": marks[0], "high": marks[1]})
        for path, mark, n in cursor.fetchall():
            found.setdefault(path, Counter())[mark] = n
    return found


def blank_unions(paths: Iterable[str], fewest: int) -> set[str]:
    """Of these unions, those whose number of members is not told. Decided for the whole tree from its top
    down, so that every page leaves the same ones blank: each union above is a sum of those directly below it
    and of its own members, and nobody can take one from another. Two questions, however many unions."""
    asked = set(paths)
    above = {path[:end] for path in asked for end in range(SEGMENT, len(path), SEGMENT)}
    around = Organisation.objects.filter(Q(path__in=above | asked) | Q(parent__path__in=above))
    unions = dict(around.values_list("path", "pk"))
    counted = counts_of_each(unions.values(), MEMBERS)
    members = {path: counted.get(path, Counter())["members"] for path in unions}
    blank = {path for path, n in members.items() if 0 < n < fewest and path[:-SEGMENT] not in above}
    for path in sorted(above & members.keys(), key=len):
        below = [each for each in members if each[:-SEGMENT] == path]
        rest = members[path] - sum(members[each] for each in below)
        family = {each: members[each] for each in (path, *below)} | {"": rest}
        blank |= hidden(family, [list(family)], fewest=fewest, unsaid={""}, withheld={path} & blank) - {""}
    return blank & asked


def told_figures(reach: Reach, fewest: int) -> Figures:
    """As `figures_of`, with the members of those parts whose number is told; None when it is none of them."""
    blank = blank_unions(reach.paths, fewest)
    shown = Reach(tuple(path for path in reach.paths if path not in blank))
    whole = figures_of(reach)
    members = (figures_of(shown).members if blank else whole.members) if shown else None
    return replace(whole, members=members, applied=steps(whole.applied, fewest))


def in_steps(month: Month, fewest: int) -> Month:
    """What changes by the day, so that who looks again does not see a single person come."""
    return replace(
        month,
        joined_today=steps(month.joined_today, fewest),
        joined=steps(month.joined, fewest),
        decided=steps(month.decided, fewest),
        on_time=steps(month.on_time, fewest),
        punctual=month.punctual if month.decided >= fewest else None,
        step=fewest,
    )


@dataclass(frozen=True)
class Led:
    """One union as its industrial leader knows it: figures, nobody's name. None is blank."""

    union: Organisation
    members: Told
    tags: dict[str, Told]
    months: dict[str, Told]
    earlier: Told
    established: int
    expected: int


def led_unions(unions: Collection[Organisation], on: date) -> list[Led]:
    """Each with its figures: three questions, however many unions."""
    fewest = int(fewest_told(on).value)
    counts = counts_of_each([union.pk for union in unions])
    blank = blank_unions([union.path for union in unions], fewest)
    return [
        _led(union, counts.get(union.path, Counter()), fewest, on, union.path in blank) for union in unions
    ]


def _led(union: Organisation, counts: Counter[str], fewest: int, on: date, is_blank: bool) -> Led:
    """One table: the members are the sum of the months; of those with a tag and those without it; and of the
    occupations, as are the official lists of them."""
    months = sorted((mark for mark in counts if mark.startswith("month:")), reverse=True)
    tags = sorted((mark for mark in counts if mark.startswith("tag:")), key=lambda tag: (-counts[tag], tag))
    table = _Table({"members": counts["members"]} | {tag: counts[tag] for tag in tags})
    table.cells |= {month: counts[month] for month in months[:MONTHS]}
    table.cells["earlier"] = sum(counts[month] for month in months[MONTHS:])
    table.cut("members", [*months[:MONTHS], "earlier"])
    for total, parts in _occupations(tags, on):
        table.cut(total, parts)
    for tag in tags:
        table.cut("members", [tag])
    told = table.told(fewest, withheld={"members"} if is_blank else set())
    return Led(
        union,
        told["members"],
        {tag.removeprefix("tag:"): told[tag] for tag in tags},
        {month.removeprefix("month:"): told[month] for month in months[:MONTHS]},
        told["earlier"],
        established=sum(counts[f"established:{kind}"] for kind in TIER_OF),
        expected=sum(counts[f"expected:{kind}"] for kind in TIER_OF),
    )


def _occupations(tags: Collection[str], on: date) -> Iterator[tuple[str, list[str]]]:
    """(total, parts): everybody has one occupation, and an occupation stands on some of the lists."""
    lists = {tag: tags_of(tag.removeprefix("tag:"), on=on) for tag in tags}
    yield "members", [tag for tag in tags if tag.removeprefix("tag:") in OCCUPATIONS]
    for name in LISTS:
        if f"tag:{name}" in tags:
            yield f"tag:{name}", [tag for tag in tags if name in lists[tag]]


@dataclass
class _Table:
    """Cells that are told, and the sums they stand in, each with a rest that has no line."""

    cells: dict[str, int]
    sums: list[list[str]] = field(default_factory=list)
    rests: set[str] = field(default_factory=set)

    def cut(self, total: str, parts: list[str]) -> None:
        rest = self.cells[total] - sum(self.cells[part] for part in parts)
        if rest < 0:  # the parts overlap, so they are no sum
            return
        name = f"rest {len(self.rests)}"
        self.cells[name] = rest
        self.rests.add(name)
        self.sums.append([total, *parts, name])

    def told(self, fewest: int, withheld: set[str]) -> dict[str, Told]:
        blank = hidden(self.cells, self.sums, fewest=fewest, unsaid=self.rests, withheld=withheld)
        return {cell: None if cell in blank else n for cell, n in self.cells.items()}
