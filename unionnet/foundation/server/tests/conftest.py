# SPDX-License-Identifier: Apache-2.0
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from unionnet.foundation.server.leash import leash
from unionnet.foundation.server.supervisor import Place, granian_options

ROOT = Path(__file__).resolve().parents[4]
Launch = Callable[..., int]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def wait_for(question: Callable[[], bool], seconds: float) -> float:
    """How long it took; fails when it takes longer."""
    began = time.monotonic()
    while not question():
        assert time.monotonic() - began < seconds, "waited too long"
        time.sleep(0.02)
    return time.monotonic() - began


def is_open(port: int) -> bool:
    with socket.socket() as visitor:
        visitor.settimeout(1)
        return visitor.connect_ex(("127.0.0.1", port)) == 0


def granian(place: Place) -> list[str]:
    app = "unionnet.foundation.server.tests.small:application"
    return [sys.executable, "-m", "granian", *granian_options(place), app]


@pytest.fixture(scope="module")
def launch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """Start the small application on the real server; gives the port. All end with their module: one that was
    sabotaged goes on streaming to nobody."""
    running: list[subprocess.Popen[bytes]] = []

    def start(**environment: str) -> int:
        place = Place("127.0.0.1", free_port(), tmp_path_factory.mktemp("server"))
        running.append(
            subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "granian",
                    *granian_options(place),
                    f"{__package__}.small:application",
                ],
                cwd=ROOT,
                env={**os.environ, **environment},
                preexec_fn=leash(),
            )
        )
        wait_for(lambda: is_open(place.port), 20)
        return place.port

    yield start
    for server in running:
        server.send_signal(signal.SIGTERM)
    for server in running:
        server.wait(15)


@pytest.fixture(scope="module")
def small(launch: Launch) -> int:
    return launch()
