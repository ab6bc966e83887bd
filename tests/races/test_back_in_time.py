# SPDX-License-Identifier: Apache-2.0
"""Claim 13: from crash to serving. The embedded database is killed with much of its log not yet written out;
the product answers with data again within 15 s, and nobody had to do anything."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.database import ROOT
from tests.empty import copied_to
from tests.figures import figure, measured, progress
from tests.serving import free_port
from unionnet.foundation.postgres import Cluster
from unionnet.foundation.postgres.roles import OWNER, SUPERUSER
from unionnet.foundation.server.leash import leash

pytestmark = pytest.mark.race
CRASHES, WAL_MB = figure("CRASHES", 1), figure("WAL_MB", 40)
SOON = 15.0
NOT_OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "UNIONNET_DATA", "UNIONNET_DEMO")
# Written since the last checkpoint: what a crash now would have to replay.
TO_REPLAY = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) / 1048576 FROM pg_control_checkpoint()"


@contextmanager
def house(data: Path) -> Iterator[int]:
    """`unionnet serve` with the embedded database, as an operator starts it; gives the port."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "unionnet", "serve", "--data", str(data), "--port", str(port)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in NOT_OURS},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=leash(),
    )
    try:
        back_in(port, 90)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def is_well(port: int) -> bool:
    """The page of the stations reads from the database; the health page knows of the worker."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/places/", timeout=5) as page:
            if page.status != 200:
                return False
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as health:
            return bool(json.load(health)["worker"] == "ok")
    except (OSError, urllib.error.HTTPError):
        return False


def back_in(port: int, limit: float) -> None:
    give_up = time.monotonic() + limit
    while not is_well(port):
        if time.monotonic() > give_up:
            raise AssertionError(f"not serving after {limit:.0f} s")
        time.sleep(0.05)


def fill(cluster: Cluster, megabytes: int) -> float:
    """Write until a crash would have that much to replay."""
    with (
        psycopg.connect(cluster.url(OWNER), autocommit=True) as owner,
        psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as watcher,
    ):
        watcher.execute("CHECKPOINT")
        owner.execute("CREATE TABLE IF NOT EXISTS ballast (words text)")
        owner.execute("TRUNCATE ballast")
        written = 0.0
        while written < megabytes:
            owner.execute(
                "INSERT INTO ballast SELECT repeat(md5(n::text), 30) FROM generate_series(1, 8000) n"
            )
            found = watcher.execute(TO_REPLAY).fetchone()
            assert found is not None
            written = float(found[0])
    return written


def test_a_killed_database_is_back_within_fifteen_seconds() -> None:
    with tempfile.TemporaryDirectory(prefix="un-") as name:
        data = Path(name)
        data.chmod(0o755)
        cluster = copied_to(data / "postgres")
        with house(data) as port:
            for number in range(CRASHES):
                written = fill(cluster, WAL_MB)
                pid = cluster.pid()
                assert pid is not None
                began = time.monotonic()
                os.kill(pid, signal.SIGKILL)
                while cluster.pid() == pid:  # a page that is being made may still come out whole
                    time.sleep(0.01)
                back_in(port, 60)
                pause = time.monotonic() - began
                progress(f"crash {number + 1} / {CRASHES}: {written:.0f} MB to replay, back in {pause:.1f} s")
                measured(crashes=number + 1, replayed_mb=round(written), longest_pause_s=round(pause, 2))
                assert pause <= SOON
