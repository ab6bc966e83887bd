# SPDX-License-Identifier: Apache-2.0
"""Claim 8: a draw can be recomputed by a second implementation, and favours nobody."""

from __future__ import annotations

import random
from collections import Counter

from tests.figures import figure, measured
from unionnet.doors.drill import recompute
from unionnet.tools.enrolment import lots

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
