# SPDX-License-Identifier: Apache-2.0
"""`unionnet drill claim N`: one of the forty claims at its full figure. `bin/test` runs each once, small."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import Any

from unionnet.foundation.server.begin import ROOT

# Claim → the test that proves it, and how much it does at full figure.
CLAIMS = {
    1: ("tests/races/test_no_oversell.py", {"UNIONNET_RACE_USERS": "10000", "UNIONNET_RACE_ROUNDS": "20"}),
    2: (
        "tests/races/test_one_place_a_person.py",
        {"UNIONNET_RACE_USERS": "200", "UNIONNET_RACE_POSTS": "50"},
    ),
    3: ("tests/races/test_kills.py", {"UNIONNET_RACE_KILLS": "20", "UNIONNET_RACE_SECONDS": "90"}),
    4: ("tests/races/test_kills.py", {"UNIONNET_RACE_KILLS": "20", "UNIONNET_RACE_SECONDS": "90"}),
    5: ("tests/races/test_retries.py", {"UNIONNET_RACE_USERS": "2000"}),
    8: ("tests/races/test_draws.py", {"UNIONNET_RACE_DRAWS": "1000"}),
    13: ("tests/races/test_kills.py", {"UNIONNET_RACE_KILLS": "20", "UNIONNET_RACE_SECONDS": "90"}),
}


def register(kinds: Any) -> None:
    parser = kinds.add_parser("claim", help="按全量验证一条主张 / prove one claim at its full figure")
    parser.add_argument("number", type=int, choices=sorted(CLAIMS), metavar="N")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    test, figures = CLAIMS[asked.number]
    if not (ROOT / test).exists():
        sys.stderr.write(f"找不到测试 / the tests are not here: {test}\n")
        return 69
    told = {**os.environ, **figures, "UNIONNET_TEST_DB": f"unionnet_claim_{asked.number}"}
    command = [sys.executable, "-m", "pytest", test, "-q", "-s"]
    return subprocess.run(command, cwd=ROOT, env=told, check=False).returncode  # noqa: S603 - our own tests
