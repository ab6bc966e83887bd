# SPDX-License-Identifier: Apache-2.0
"""Small counts, and how not to give them away by what stands beside them.

A table is counts and sums; in each sum the first cell is the total of the others. `hidden` says which cells
stay blank: those under the threshold, and as many more as it takes that nobody who reads all the rest can
work one of them out. Blanks all look alike, and 0 is shown: of a blank a reader knows that it is 1 or more.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

Cell = TypeVar("Cell", bound=Hashable)
Row = dict[Cell, Fraction]


def hidden(
    counts: Mapping[Cell, int],
    sums: Collection[Sequence[Cell]],
    *,
    fewest: int,
    unsaid: Collection[Cell] = (),
    withheld: Collection[Cell] = (),
) -> set[Cell]:
    """The cells to leave blank. `unsaid` are never shown, such as the rest of a total that has no line of its
    own; `withheld` are blank already in another table, and must not be worked out from this one either."""
    secret = {cell for cell, n in counts.items() if 0 < n < fewest} | set(withheld)
    blank = secret | set(unsaid)
    while given_away := _worked_out(counts, sums, blank, set(unsaid)) & secret:
        covers = {_cover(cell, counts, sums, blank) for cell in given_away} - {None}
        if not covers:
            break
        blank |= {cell for cell in covers if cell is not None}
    return blank


def steps(n: int, fewest: int) -> int:
    """A number that moves by the minute, told in steps: 1,238 is 1,235 (以上), and 0 is fewer than one step.
    Who looks twice does not see a single person come."""
    return n - n % fewest


def _worked_out(
    counts: Mapping[Cell, int], sums: Iterable[Sequence[Cell]], blank: set[Cell], unsaid: set[Cell]
) -> set[Cell]:
    """The blanks that follow from what is shown. A blank at its lowest possible value cannot give way, so it
    is taken as known to the reader when the others are asked about: rather one blank too many."""
    loose = {cell for cell in blank if counts[cell] > (0 if cell in unsaid else 1)}
    found: set[Cell] = set()
    for row in _solved([_blanks_of(each, blank) for each in sums], loose):
        moving = [cell for cell in row if cell in loose]
        if not moving:
            found |= row.keys()
        elif len(moving) == 1:
            found.add(moving[0])
    return found


def _blanks_of(parts: Sequence[Cell], blank: set[Cell]) -> Row[Cell]:
    total, *rest = parts
    row = {total: Fraction(1)} | dict.fromkeys(rest, Fraction(-1))
    return {cell: factor for cell, factor in row.items() if cell in blank}


def _solved(rows: list[Row[Cell]], loose: set[Cell]) -> list[Row[Cell]]:
    """Gauss and Jordan, over the loose cells only."""
    done: list[Row[Cell]] = []
    while rows:
        row = rows.pop()
        pivot = next((cell for cell in row if cell in loose), None)
        if pivot is None:
            done.append(row)
            continue
        row = {cell: factor / row[pivot] for cell, factor in row.items()}
        rows = [_without(pivot, other, row) for other in rows]
        done = [_without(pivot, other, row) for other in done]
        done.append(row)
    return [row for row in done if row]


def _without(pivot: Cell, row: Row[Cell], by: Row[Cell]) -> Row[Cell]:
    factor = row.get(pivot)
    if not factor:
        return row
    mixed = {cell: row.get(cell, Fraction()) - factor * by.get(cell, Fraction()) for cell in {*row, *by}}
    return {cell: value for cell, value in mixed.items() if value}


def _cover(
    cell: Cell, counts: Mapping[Cell, int], sums: Collection[Sequence[Cell]], blank: set[Cell]
) -> Cell | None:
    """What to blank beside it: the smallest part of a sum it stands in, or of one that has another blank,
    before any total."""
    own = [parts for parts in sums if cell in parts]
    touched = [parts for parts in sums if not blank.isdisjoint(parts)]
    by_choice = (
        {part for _total, *parts in own for part in parts},
        {part for _total, *parts in touched for part in parts},
        {total for total, *_parts in own},
        {part for parts in sums for part in parts},
    )
    for some in by_choice:
        if shown := [part for part in some if part not in blank and counts[part]]:
            return min(shown, key=lambda part: (counts[part], repr(part)))
    return None
