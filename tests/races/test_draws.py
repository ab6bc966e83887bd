# SPDX-License-Identifier: Apache-2.0
"""Claim 8: a draw can be recomputed by a second implementation, and favours nobody."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from tests.figures import figure, measured
from unionnet.doors.drill import recompute
from unionnet.foundation import lots
from unionnet.tools.benefits import chances

DRAWS, FAIRNESS = figure("DRAWS", 60), figure("FAIRNESS", 6000)


def test_every_draw_is_recomputed_by_the_second_implementation() -> None:
    chance = random.Random(20261121)
    for _ in range(DRAWS):
        roster = [f"{n:04d}-{chance.getrandbits(32):08x}" for n in range(chance.randrange(200))]
        seed, word = chance.randbytes(32), chance.choice(["", "08 17 22", "双色球 03"])
        root = lots.roster_root(roster)
        order = lots.drawn_order(seed, root, word, roster)
        size = chance.randrange(1, 50)
        told = {
            "format": "unionnet-draw-1",
            "kind": "lottery",
            "sizes": {"k7w2m9xqd4hs": size},
            "commitment": lots.commitment(seed),
            "roster": roster,
            "roster_root": root,
            "seed": seed.hex(),
            "public_word": word,
            "order": order,
            "result": [[receipt, "k7w2m9xqd4hs"] for receipt in order[:size]],
            "passed_over": [],
        }
        assert recompute.differences(told) == []


def test_every_person_wins_as_often_as_any_other() -> None:
    roster = [str(n) for n in range(10)]
    root = lots.roster_root(roster)
    wins = Counter(lots.drawn_order(n.to_bytes(32, "big"), root, "", roster)[0] for n in range(FAIRNESS))
    expected = FAIRNESS / len(roster)
    chi_square = sum((wins[name] - expected) ** 2 / expected for name in roster)
    measured(chi_square=chi_square)
    assert 1.15 < chi_square < 27.88  # p between 0.001 and 0.999 at nine degrees of freedom


def test_a_biased_shuffle_would_be_noticed() -> None:
    """The negative control: a draw that moves the first of the roster up fails the same figure."""
    roster = [str(n) for n in range(10)]
    root = lots.roster_root(roster)
    wins: Counter[str] = Counter()
    for n in range(FAIRNESS):
        order = lots.drawn_order(n.to_bytes(32, "big"), root, "", roster)
        wins["0" if order[1] == "0" else order[0]] += 1
    expected = FAIRNESS / len(roster)
    assert sum((wins[name] - expected) ** 2 / expected for name in roster) > 27.88


def instant(chance: random.Random) -> dict[str, Any]:
    """An instant draw as it would be published, decided by the first implementation."""
    seed, tiers, at = chance.randbytes(32), [], 0
    for rank in range(1, chance.randrange(2, 6)):
        width = chance.randrange(1, 200_000)
        tiers.append(chances.Tier(rank, f"{rank} 等奖", at, at + width, chance.choice([None, 0, 1, 7])))
        at += width
    stocked = [tier.rank for tier in tiers if tier.stock is not None]
    count = chance.randrange(1, 150)
    back = sorted(chance.randrange(1, count + 1) for _ in range(3)) if stocked else []
    returns = [(after, chance.choice(stocked), chance.randrange(1, 4)) for after in back]
    asked: list[chances.Line] = []
    for number in range(1, count + 1):
        asked.append(chances.Line(number, 0))
        asked += [chances.Line(after, rank, some) for after, rank, some in returns if after == number]
    told = [line for line in chances.replay(seed, tiers, asked) if not line.given_back]
    return {
        "format": "unionnet-raffle-1",
        "kind": "instant",
        "commitment": lots.commitment(seed),
        "table": [tier._asdict() for tier in tiers],
        "table_digest": chances.table_digest(tiers),
        "seed": seed.hex(),
        "lines": [[line.number, "0001-1234abcd", line.rank] for line in told],
        "given_back": [list(each) for each in returns],
    }


def test_every_instant_draw_is_recomputed_by_the_second_implementation() -> None:
    chance = random.Random(20261122)
    for _ in range(DRAWS):
        assert recompute.differences(instant(chance)) == []


def test_every_try_has_the_chance_that_was_published() -> None:
    seed = random.Random(20261122).randbytes(32)
    hits = Counter(chances.word(seed, n) * 10 // chances.WHOLE for n in range(1, FAIRNESS + 1))
    expected = FAIRNESS / 10
    chi_square = sum((hits[tenth] - expected) ** 2 / expected for tenth in range(10))
    measured(chi_square_instant=chi_square)
    assert 1.15 < chi_square < 27.88  # p between 0.001 and 0.999 at nine degrees of freedom
