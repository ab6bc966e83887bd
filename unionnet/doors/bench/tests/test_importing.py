# SPDX-License-Identifier: Apache-2.0
import json
import os
import subprocess
import sys

from tests.database import ROOT


def test_the_bench_of_a_long_list_prints_its_figures() -> None:
    command = [sys.executable, "-m", "unionnet", "bench", "import", "--rows", "300"]
    told = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    answer = subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True, text=True)
    found = json.loads(answer.stdout)
    assert found["rows"] == 300
    assert found["peak_mb"] < 1000
    for name in ("rows_per_s", "copy_rows_per_s", "django_import_export_rows_per_s"):
        assert found[name] > 0
    assert found["ratio_copy"] > 0
    assert found["ratio_django_import_export"] > 1
