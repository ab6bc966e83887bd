# SPDX-License-Identifier: Apache-2.0
"""A second implementation decides every raffle as the first did, and finds every lie."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.doors.drill.recompute import differences
from unionnet.tools.benefits.actions import (
    Try,
    draw_list,
    freeze_list,
    pads_of,
    publish_raffle,
    take_back,
    try_all,
)
from unionnet.tools.benefits.models import Raffle
from unionnet.tools.benefits.tests.makers import CLOSES, OPENS, make_raffle, told_of

pytestmark = pytest.mark.django_db
DURING = OPENS + timedelta(hours=1)
NONE = pytest.param(0, id="nobody came")


def told(count: int, *prizes: tuple[int | None, int], mode: str = "instant") -> dict[str, Any]:
    """What is published of a raffle in which `count` took part, the last third after prizes had come back."""
    union = make_union("东莞市总工会")
    officer = make_officer(union)
    raffle = make_raffle(union, officer, *prizes, mode=mode)
    pads = pads_of(raffle)
    crowd = [Try(make_person(f"会员{n}", union=union).pk, raffle.pk, pads) for n in range(count)]
    try_all(crowd[: 2 * count // 3], at=DURING)
    take_back(at=DURING + timedelta(days=10))
    try_all(crowd[2 * count // 3 :], at=DURING + timedelta(days=11))
    if mode == "list":
        freeze_list(raffle, by=officer, at=CLOSES)
        draw_list(raffle, by=officer, public_word="08 17 22", at=CLOSES)
    else:
        publish_raffle(raffle, by=officer, at=CLOSES)
    return told_of(Raffle.objects.get())


@pytest.mark.parametrize("count", [NONE, 1, 7, 60])
@pytest.mark.parametrize("mode", ["instant", "list"])
def test_a_second_implementation_decides_the_same(count: int, mode: str) -> None:
    prizes: list[tuple[int | None, int]] = [(1, 100_000), (6, 500_000)]
    assert differences(told(count, *prizes, mode=mode)) == []


def test_what_came_back_can_be_won_again() -> None:
    found = told(60, (3, 900_000), (None, 100_000))
    assert differences(found) == []
    assert found["given_back"] == [[40, 1, 3]]
    assert [rank for _number, _receipt, rank in found["lines"]].count(1) == 6
    assert differences({**found, "given_back": []}) != []


def test_every_lie_is_found() -> None:
    found = told(40, (3, 200_000), (None, 300_000))
    lines, table = found["lines"], found["table"]
    lost = next(at for at, (_number, _receipt, rank) in enumerate(lines) if not rank)
    lies: list[dict[str, Any]] = [
        {"lines": [*lines[:lost], [lost + 1, "x", 1], *lines[lost + 1 :]]},
        {"lines": lines[1:]},
        {"seed": "00" * 32},
        {"table": [{**table[0], "stock": 4}, *table[1:]]},
        {"seed": None},
    ]
    assert [differences({**found, **lie}) != [] for lie in lies] == [True] * len(lies)


def test_a_list_told_in_another_order_is_found() -> None:
    found = told(9, (1, 0), (3, 0), mode="list")
    assert differences({**found, "wins": found["wins"][::-1]}) != []
    assert differences({**found, "roster": found["roster"][::-1]}) != []
    assert differences({**found, "public_word": "08 17 23"}) != []
