# SPDX-License-Identifier: Apache-2.0
"""Nobody works out a blank: every table of whole numbers that fits what is shown is tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionnet.foundation.small_counts import hidden, steps

FEWEST = 5
Sums = list[Sequence[str]]


def fitting(
    counts: Mapping[str, int], sums: Sums, blank: set[str], unsaid: set[str]
) -> Iterator[dict[str, int]]:
    """Every table that fits the shown cells, with the blanks tried up to two more than they are."""
    totals = {total for total, *_parts in sums}
    cells = sorted(blank - totals)
    lowest = {cell: 0 if cell in unsaid else 1 for cell in blank}
    for tried in product(*(range(lowest[cell], counts[cell] + 3) for cell in cells)):
        table = {cell: n for cell, n in counts.items() if cell not in totals}
        table |= dict(zip(cells, tried, strict=True))
        table |= {total: sum(table[part] for part in parts) for total, *parts in sums}
        if all(
            table[each] >= lowest[each] if each in blank else table[each] == counts[each] for each in totals
        ):
            yield table


def pinned(counts: Mapping[str, int], sums: Sums, blank: set[str], unsaid: set[str]) -> set[str]:
    """Small cells that have one value in every table that fits."""
    small = {cell for cell, n in counts.items() if 0 < n < FEWEST}
    tables = list(fitting(counts, sums, blank, unsaid))
    return {cell for cell in small if len({table[cell] for table in tables}) < 2}


def one_sum(parts: Sequence[int]) -> tuple[dict[str, int], Sums]:
    counts = {"all": sum(parts)} | {f"p{number}": n for number, n in enumerate(parts)}
    return counts, [list(counts)]


def test_a_small_count_alone_takes_a_neighbour_along() -> None:
    counts, sums = one_sum([3, 40, 9])
    assert hidden(counts, sums, fewest=FEWEST) == {"p0", "p2"}


def test_two_small_counts_cover_each_other() -> None:
    counts, sums = one_sum([3, 40, 4])
    assert hidden(counts, sums, fewest=FEWEST) == {"p0", "p2"}


def test_ones_do_not_cover_each_other() -> None:
    """Two blanks that add up to two are one each."""
    counts, sums = one_sum([1, 40, 1, 12])
    assert hidden(counts, sums, fewest=FEWEST) == {"p0", "p2", "p3"}


def test_where_nothing_is_small_all_is_told() -> None:
    counts, sums = one_sum([5, 0, 300])
    assert hidden(counts, sums, fewest=FEWEST) == set()


def test_a_rest_without_a_line_is_no_way_round() -> None:
    """20 in all and 17 below leaves three who are nowhere else."""
    counts, sums = {"all": 20, "below": 17, "rest": 3}, [["all", "below", "rest"]]
    assert hidden(counts, sums, fewest=FEWEST, unsaid={"rest"}) == {"below", "rest"}


def test_what_is_blank_elsewhere_stays_so() -> None:
    counts, sums = one_sum([30, 40])
    assert hidden(counts, sums, fewest=FEWEST, withheld={"all"}) == {"all", "p0"}


def test_a_square_with_margins_hides_four_corners() -> None:
    counts = {"ab": 3, "aB": 20, "Ab": 30, "AB": 40, "a": 23, "A": 70, "b": 33, "B": 60}
    sums: Sums = [["a", "ab", "aB"], ["A", "Ab", "AB"], ["b", "ab", "Ab"], ["B", "aB", "AB"]]
    assert hidden(counts, sums, fewest=FEWEST) == {"ab", "aB", "Ab", "AB"}


@given(st.lists(st.integers(0, 7), min_size=1, max_size=5), st.booleans())
def test_one_sum_is_never_solved(parts: list[int], last_is_unsaid: bool) -> None:
    counts, sums = one_sum(parts)
    unsaid = {f"p{len(parts) - 1}"} if last_is_unsaid and len(parts) > 1 else set()
    blank = hidden(counts, sums, fewest=FEWEST, unsaid=unsaid)
    assert pinned(counts, sums, blank, unsaid) == set()


@given(st.lists(st.integers(0, 6), min_size=4, max_size=4))
def test_a_table_with_both_margins_is_never_solved(inner: list[int]) -> None:
    a, b, c, d = inner
    counts = {"a": a, "b": b, "c": c, "d": d, "ab": a + b, "cd": c + d, "ac": a + c, "bd": b + d}
    sums: Sums = [["ab", "a", "b"], ["cd", "c", "d"], ["ac", "a", "c"], ["bd", "b", "d"]]
    blank = hidden(counts, sums, fewest=FEWEST)
    assert pinned(counts, sums, blank, set()) == set()


def test_the_attack_finds_what_plain_hiding_gives_away() -> None:
    counts, sums = one_sum([3, 40])
    assert pinned(counts, sums, {"p0"}, set()) == {"p0"}


@pytest.mark.parametrize(("n", "told"), [(0, 0), (4, 0), (5, 5), (1238, 1235)])
def test_a_moving_number_is_told_in_steps(n: int, told: int) -> None:
    assert steps(n, FEWEST) == told
