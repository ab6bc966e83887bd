# SPDX-License-Identifier: Apache-2.0
"""The whole thing as an operator starts it: real database, real server, real worker, real kills."""

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
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from tests.empty import copied_to
from unionnet.foundation.postgres.processes import is_alive
from unionnet.foundation.server.leash import leash

from .conftest import ROOT, free_port, wait_for

WITHOUT = ("DATABASE_URL", "DATABASE_OWNER_URL", "UNIONNET_DATA", "UNIONNET_DEMO")


@dataclass
class Running:
    process: "subprocess.Popen[str]"
    port: int
    data: Path

    def health(self) -> dict[str, object]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=4) as answer:
                return {"code": answer.status, **json.load(answer)}
        except urllib.error.HTTPError as problem:
            with problem:
                return {"code": problem.code, **json.load(problem)}
        except OSError:
            return {"code": 0}

    def is_well(self) -> bool:
        health = self.health()
        return (health["code"], health.get("worker")) == (200, "ok")

    def child(self, word: str) -> int:
        """The process number of the child whose command line holds this word."""
        found = [pid for pid, words in children(self.process.pid).items() if word in words]
        return found[0] if found else 0

    def kill(self, word: str) -> float:
        """Kill it; how long until another one is there and all is well."""
        before = self.child(word)
        os.kill(before, signal.SIGKILL)
        began = time.monotonic()
        wait_for(lambda: self.child(word) not in {0, before} and self.is_well(), 30)
        return time.monotonic() - began


def parent_of(folder: Path) -> int:
    return int((folder / "stat").read_text().rpartition(")")[2].split()[1])


def children(parent: int) -> dict[int, str]:
    found = {}
    for folder in Path("/proc").iterdir():
        try:
            if (
                folder.name.isdigit()
                and int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == parent
            ):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def wait_until_gone(pid: int) -> None:
    wait_for(lambda: not is_alive(pid), 10)


def serve(data: Path, port: int, words: "int | IO[str]" = subprocess.PIPE) -> "subprocess.Popen[str]":
    environment = {key: value for key, value in os.environ.items() if key not in WITHOUT}
    return subprocess.Popen(
        [sys.executable, "-m", "unionnet", "serve", "--data", str(data), "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=words,
        stderr=words,
        text=True,
        preexec_fn=leash(),
    )


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with tempfile.TemporaryDirectory(prefix="un-") as name:
        data = Path(name)
        data.chmod(0o755)
        port = free_port()
        with (data / "words").open("w+") as words:  # a pipe nobody reads would fill and stop them all
            process = serve(data, port, words)
            house = Running(process, port, data)
            wait_for(lambda: house.is_well() or process.poll() is not None, 150)
            assert process.poll() is None, (data / "words").read_text()
            yield house
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def test_health_names_database_worker_and_version(running: Running) -> None:
    health = running.health()
    assert {key: health[key] for key in ("code", "status", "database", "worker", "version")} == {
        "code": 200, "status": "ok", "database": "ok", "worker": "ok", "version": "0.1.0",
    }  # fmt: skip


def test_neither_server_nor_worker_holds_the_owner_s_key(running: Running) -> None:
    for word in ("granian", "unionnet worker"):
        told = Path(f"/proc/{running.child(word)}/environ").read_bytes()
        assert b"DATABASE_URL=" in told
        assert b"unionnet_owner" not in told


@pytest.mark.parametrize("word", ["bin/postgres", "-m granian", "unionnet worker"])
def test_what_is_killed_is_back_within_fifteen_seconds(running: Running, word: str) -> None:
    assert running.kill(word) < 15


def test_health_answers_at_once_while_the_database_is_away(running: Running) -> None:
    database = running.child("bin/postgres")
    os.kill(database, signal.SIGSTOP)
    try:
        wait_for(lambda: running.health()["code"] == 503, 10)
        began = time.monotonic()
        health = running.health()
        assert time.monotonic() - began < 4
        assert (health["code"], health["status"], health["database"]) == (503, "down", "down")
    finally:
        os.kill(database, signal.SIGCONT)
    wait_for(running.is_well, 20)


def test_a_second_one_on_the_same_data_is_told_so(running: Running) -> None:
    second = serve(running.data, free_port())
    words = second.communicate(timeout=60)[1]
    assert second.returncode == 75
    assert f"A UnionNet is running on {running.data} already (process {running.process.pid})" in words


def test_a_port_in_use_is_told_so(running: Running, tmp_path: Path) -> None:
    second = serve(tmp_path, running.port)
    words = second.communicate(timeout=60)[1]
    assert second.returncode == 69
    assert f"Port {running.port} cannot be used" in words
    assert f"端口 {running.port} 无法使用" in words


def test_ctrl_c_ends_everything_within_ten_seconds_and_a_killed_one_leaves_nothing() -> None:
    with tempfile.TemporaryDirectory(prefix="un-") as name:
        data = Path(name)
        data.chmod(0o755)
        copied_to(data / "postgres")
        for number, limit in ((signal.SIGINT, 10), (signal.SIGKILL, 10)):
            house = Running(serve(data, port := free_port()), port, data)
            wait_for(house.is_well, 150)
            mine = list(children(house.process.pid))
            assert len(mine) >= 3
            house.process.send_signal(number)
            house.process.communicate(timeout=limit)
            for pid in mine:
                wait_until_gone(pid)
