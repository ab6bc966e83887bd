# SPDX-License-Identifier: Apache-2.0
"""The bench of cases, small: its keys, and that no count differs. Its figures are no matter of a test."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.database import ROOT

PAGES = ("queue", "search", "page", "rates")


def test_every_page_of_a_city_is_measured_and_no_count_differs() -> None:
    command = [sys.executable, "-m", "unionnet", "bench", "cases", "--cases", "8000", "--seconds", "1"]
    told = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    answer = subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True, text=True)
    found = json.loads(answer.stdout)
    assert (found["cases"], found["open"], found["tallies_differ"]) == (8_000, 400, 0)
    named = [f"{page}_{figure}" for page in PAGES for figure in ("p95_ms", "ratio")]
    named += ["dispatches_per_s", "single_dispatches_per_s", "bare_dispatch_tps"]
    assert all(found[name] > 0 for name in named)
