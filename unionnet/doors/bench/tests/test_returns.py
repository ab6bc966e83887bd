# SPDX-License-Identifier: Apache-2.0
import json
import os
import subprocess
import sys

from tests.database import ROOT


def test_the_bench_of_returns_prints_its_figures() -> None:
    command = [sys.executable, "-m", "unionnet", "bench", "returns", "--units", "120"]
    told = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    answer = subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True, text=True)
    found = json.loads(answer.stdout)
    assert (found["units"], found["exceptions"], found["wrong"]) == (120, 50, 0)
    assert found["seconds"] > 0
