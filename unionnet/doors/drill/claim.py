# SPDX-License-Identifier: Apache-2.0
"""`unionnet drill claim N`: one of the forty claims at its full figure. `bin/test` runs each once, small.

Progress goes to stderr; stdout gets one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from unionnet.foundation.server.begin import ROOT


@dataclass(frozen=True)
class Claim:
    """The test that proves it, the full figure in words, and what the test is told: UNIONNET_RACE_… = figure.

    `also` are further tests of the same claim, told the same. `runs` counts rounds inside one run of the test
    when `counts` says what it calls them, else runs of it.
    """

    test: str
    figure: str
    runs: int = 1
    counts: str = ""
    told: dict[str, int] = field(default_factory=dict)
    also: tuple[str, ...] = ()


KILLS = {"SECONDS": 90, "CROWD": 150_000, "ACKNOWLEDGED": 50_000}
CLAIMS = {
    1: Claim(
        "tests/races/test_no_oversell.py",
        "10,000 users, each sending twice, 500 places: rows = counter = receipts = 500",
        runs=20,
        counts="ROUNDS",
        told={"USERS": 10_000},
    ),
    2: Claim(
        "tests/races/test_one_place_a_person.py",
        "200 people, 50 parallel posts each: one row, one receipt",
        told={"USERS": 200, "POSTS": 50},
    ),
    3: Claim(
        "tests/races/test_kills.py",
        "20 SIGKILLs of server, worker and database: 0 lost of 50,000 acknowledged or more",
        runs=20,
        counts="KILLS",
        told=KILLS,
    ),
    4: Claim(
        "tests/races/test_kills.py",
        "20 SIGKILLs of server, worker and database: 0 rows without a request",
        runs=20,
        counts="KILLS",
        told=KILLS,
    ),
    5: Claim(
        "tests/races/test_retries.py",
        "2,000 people, 20 % of the answers lost: effects = keys, replays equal to the byte",
        told={"USERS": 2000},
    ),
    8: Claim(
        "tests/races/test_draws.py",
        "1,000 draws recomputed, 100,000 draws for fairness: chi-square p in 0.001-0.999",
        runs=1000,
        counts="DRAWS",
        told={"FAIRNESS": 100_000},
    ),
    9: Claim(
        "tests/races/test_one_move.py",
        "100,000 tries of 26 verbs by officers of four unions, 50 at once on one version: 0 illegal moves",
        told={"STEPS": 100_000, "OFFICERS": 50},
    ),
    11: Claim(
        "tests/races/test_no_overlap.py",
        "12 threads x 2,000 random periods: 0 overlaps, also without contrib",
        told={"PERIODS": 2000},
    ),
    10: Claim(
        "tests/races/test_balance.py",
        "16 hands, 5,000 deals each, and 500 persons at two counters: accounts together nought, none below, "
        "nothing given or used twice",
        told={"THREADS": 16, "DEALS": 5_000, "ROUNDS": 250},
        also=("tests/races/test_two_counters.py",),
    ),
    12: Claim(
        "tests/races/test_jobs_killed.py",
        "30 SIGKILLs of the worker over 1,000 jobs: each acts once, all within 120 s after the last",
        runs=30,
        counts="KILLS",
        told={"CASES": 250},
    ),
    13: Claim(
        "tests/races/test_back_in_time.py",
        "SIGKILL of the embedded database with 400 MB of WAL to replay: serving within 15 s",
        runs=20,
        counts="CRASHES",
        told={"WAL_MB": 400},
    ),
    16: Claim(
        "tests/races/test_clocks.py",
        "the application 10 minutes fast or slow: 0 of 2,000 deadlines, openings and closings judged by it",
        told={"WINDOWS": 500},
    ),
    18: Claim(
        "unionnet/foundation/server/tests/test_streams.py",
        "5 x 400 streams, half reset: 0 open after 2 s, <= 10 MB more memory, <= 1 % idle CPU",
        told={"STREAMS": 400, "IDLE": 10},
    ),
    19: Claim(
        "tests/test_claim_19.py",
        "every release, a million members, people writing: upgraded on both servers, no write waits over 1 s",
        told={"MEMBERS": 1_000_000, "STALL_MS": 1_000},
    ),
    21: Claim(
        "tests/test_claim_21.py",
        "every address and method x 7 roles, members and strangers x 5 places: 0 differences from the tables",
        told={"EVERYBODY": 1},
    ),
    20: Claim("tests/test_claim_20.py", "every model that belongs to somebody raises without a scope"),
    22: Claim(
        "tests/test_claim_22.py",
        "10,000 random interleavings of begin, commit, rollback and reuse: 0 foreign rows",
        told={"INTERLEAVINGS": 10_000},
    ),
    23: Claim(
        "tests/races/test_moving.py",
        "10,000 organisations move, 8 readers: nobody under 0 or 2 parents, rights within 1 s",
        runs=20,
        counts="MOVES",
        told={"ORGANISATIONS": 10_000, "READERS": 8},
    ),
    24: Claim(
        "tests/test_claim_24.py",
        "a foreign union of canaries, up to 2,000 pages per role: links, forms, sheets, API: 0 found",
        told={"PAGES": 2000, "EACH": 40},
    ),
    25: Claim(
        "tests/test_claim_25.py",
        "300 unions, every number told on walls, desks, pages, sheets and API: 0 counts under 5 worked out",
        told={"TOWNS": 300},
    ),
    27: Claim(
        "tests/test_claim_27.py",
        "20,000 generated requests or more, every hostile word everywhere: no answer of 500",
        told={"CASES": 20_000, "EVERY_WORD": 1},
    ),
    28: Claim(
        "tests/test_claim_28.py",
        "every page anybody of the demo can reach: 0 violations",
        told={"TRIES": 10_000, "EVERYWHERE": 1},
    ),
    35: Claim(
        "tests/test_claim_35.py",
        "1,000 people planted: 0 of their numbers in tables, WAL, logs or files",
        told={"PEOPLE": 1000},
    ),
    36: Claim(
        "tests/test_claim_36.py",
        "100 people planted: a copy within a minute; after erasing 0 hits of name, number, phone and index",
        told={"PEOPLE": 100},
    ),
    37: Claim(
        "tests/test_claim_37.py",
        "each purpose taken back: all that runs on it stops at the next request, every door has a purpose",
    ),
    38: Claim(
        "tests/test_claim_38.py",
        "100 tamperings of entries and seals by a superuser: 100 found; the application is refused",
        runs=100,
        counts="TAMPERINGS",
    ),
}


def register(kinds: Any) -> None:
    parser = kinds.add_parser("claim", help="按全量验证一条主张 / prove one claim at its full figure")
    numbers = ", ".join(map(str, CLAIMS))
    parser.add_argument("number", type=int, choices=CLAIMS, metavar="N", help=numbers)
    parser.add_argument("--runs", type=int, help="少做几轮 / fewer rounds than the full figure")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    claim = CLAIMS[asked.number]
    if not (ROOT / claim.test).exists():
        sys.stderr.write(f"找不到测试 / the tests are not here: {claim.test}\n")
        return 69
    runs = max(1, asked.runs or claim.runs)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "measured.json"
        passed = _tried(asked.number, claim, runs, results)
        found = json.loads(results.read_text(encoding="utf-8")) if results.exists() else {}
    outcome = {
        "claim": asked.number,
        "runs": runs,
        "figure": claim.figure,
        "passed": passed,
        "full": runs >= claim.runs,
        "measured": found,
        "seconds": round(time.monotonic() - began, 1),
    }
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 0 if passed else 1


def _tried(number: int, claim: Claim, runs: int, results: Path) -> bool:
    """A skipped test proves nothing, so it counts as failed."""
    figures = {**claim.told, **({claim.counts: runs} if claim.counts else {})}
    told = {
        **os.environ,
        **{f"UNIONNET_RACE_{name}": str(value) for name, value in figures.items()},
        "UNIONNET_TEST_DB": f"unionnet_claim_{number}",
        "UNIONNET_CLAIM": str(results),
    }
    command = [sys.executable, "-m", "pytest", claim.test, *claim.also, "-v", "-s", "-p", "tests.figures"]
    for _each in range(1 if claim.counts else runs):
        code = subprocess.run(command, cwd=ROOT, env=told, stdout=sys.stderr, check=False).returncode  # noqa: S603
        if code < 0:
            sys.stderr.write(f"测试被信号 {-code} 中断 / the test was killed by signal {-code}\n")
        if code:
            return False
    return True
