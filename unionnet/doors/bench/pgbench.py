# SPDX-License-Identifier: Apache-2.0
"""The reference of the same run: what the server does when pgbench asks and nobody thinks."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from unionnet.doors.bench.ground import Ground, say


def tps(ground: Ground, name: str, script: str, *, seconds: float, clients: int = 32) -> float:
    """Transactions a second of that script, prepared, with two threads, for two seconds or longer: in one a
    busy machine may not end the first. `k` counts them in each client."""
    place = conninfo_to_dict(ground.app)
    login = {"PGHOST": place["host"], "PGPORT": place["port"], "PGUSER": place["user"]}
    secret = {"PGPASSWORD": place["password"], "PGDATABASE": place["dbname"]}
    told = {**os.environ, **{key: str(value) for key, value in {**login, **secret}.items()}}
    program = str(ground.cluster.binaries.program("pgbench"))
    how = ["-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(max(2, round(seconds)))]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.sql"
        file.write_text(script, encoding="utf-8")
        command = [program, *how, "-D", "k=0", "-f", str(file)]
        answer = subprocess.run(  # noqa: S603 - the program of the wheel
            command, env=told, capture_output=True, text=True, check=False
        )
    found = re.search(r"tps = ([\d.]+) \(without", answer.stdout)
    if not found:
        raise RuntimeError(f"pgbench: {answer.stdout}{answer.stderr}")
    say(f"pgbench {name}: {found[1]} tps")
    return round(float(found[1]), 1)
