# SPDX-License-Identifier: Apache-2.0
"""The bench of the tree, small: its keys, and that no count differs. Its figures are no matter of a test."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.database import ROOT


def test_the_counts_of_a_small_nation_never_differ() -> None:
    command = [sys.executable, "-m", "unionnet", "bench", "tree", "--scale", "0.0005", "--questions", "60"]
    told = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    answer = subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True, text=True)
    found = json.loads(answer.stdout)
    keys = {
        "organisations",
        "members",
        "counts_p99_ms",
        "counts_differ",
        "move_s",
        "listed_s",
        "search_p99_ms",
    }
    assert set(found) == keys
    assert (found["members"], found["counts_differ"]) == (4500, 0)
    assert found["organisations"] > 10_000
    assert all(found[name] > 0 for name in keys - {"counts_differ"})
