# SPDX-License-Identifier: Apache-2.0
"""The bench of services, small: its keys, and that no number differs. Its figures are no matter of a test."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.database import ROOT

FIGURES = ("unit_p95_ms", "month_p95_ms", "unit_ratio", "month_ratio", "question_p95_ms", "bare_count_p95_ms")
RATES = ("recorded_per_s", "bare_recorded_tps", "recording_ratio")


def test_the_figures_of_a_city_are_measured_and_no_number_differs() -> None:
    command = [sys.executable, "-m", "unionnet", "bench", "services", "--services", "6000", "--seconds", "1"]
    told = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    answer = subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True, text=True)
    found = json.loads(answer.stdout)
    assert (found["services"], found["told"], found["tallies_differ"]) == (6_000, 6_000, 0)
    assert all(found[name] > 0 for name in (*FIGURES, *RATES))
