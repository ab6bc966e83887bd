# SPDX-License-Identifier: Apache-2.0
"""UNIONNET_DEMO left on before people who are not of the demo: no process begins, nothing is waived."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.database import ROOT
from tests.makers import make_person
from tests.serving import free_port, running_site
from unionnet.doors.demo import is_marked
from unionnet.foundation.server.supervisor import Place, granian_options

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "hot"])


def start(*words: str) -> subprocess.CompletedProcess[str]:
    """A process of ours in demo mode, until it ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env={**os.environ, "UNIONNET_DEMO": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def is_refused(words: str) -> bool:
    return "这个数据库没有演示标记" in words and "unset UNIONNET_DEMO" in words


def test_the_server_does_not_begin(tmp_path: Path) -> None:
    make_person("真实的人")
    ended = start("unionnet", "serve", "--port", str(free_port()), "--data", str(tmp_path))
    assert (ended.returncode, is_refused(ended.stderr)) == (78, True)
    assert ended.stdout == ""
    assert not is_marked()


def test_the_worker_does_not_begin() -> None:
    make_person("真实的人")
    ended = start("unionnet", "worker")
    assert (ended.returncode, is_refused(ended.stderr)) == (78, True)


def test_a_web_server_without_the_supervisor_does_not_begin_either(tmp_path: Path) -> None:
    make_person("真实的人")
    place = Place("127.0.0.1", free_port(), tmp_path)
    options = [word for word in granian_options(place) if word != "--respawn-failed-workers"]
    ended = start("granian", *options, "unionnet.asgi:application")
    assert ended.returncode != 0
    assert is_refused(ended.stdout + ended.stderr)


def test_an_empty_database_becomes_a_demo_and_stays_one(tmp_path: Path) -> None:
    with running_site(tmp_path, UNIONNET_DEMO="1") as site:
        assert is_marked()
        make_person("后来的人")
        assert site.health()["worker"] == "ok"
        assert start("unionnet", "ready").returncode == 0
