# SPDX-License-Identifier: Apache-2.0
import json
import os
import subprocess
import sys

from tests.database import ROOT


def test_the_bench_of_the_nearest_prints_its_figures() -> None:
    command = [sys.executable, "-m", "unionnet", "bench", "nearest", "--stations", "400", "--questions", "20"]
    told = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    answer = subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True, text=True)
    found = json.loads(answer.stdout)
    assert found["stations"] == 400
    assert 0 < found["p50_ms"] <= found["p99_ms"]
