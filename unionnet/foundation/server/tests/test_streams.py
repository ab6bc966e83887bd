# SPDX-License-Identifier: Apache-2.0
import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.figures import figure, measured
from unionnet.foundation.server.leash import leash
from unionnet.foundation.server.streams import Event
from unionnet.foundation.server.supervisor import Place

from .conftest import ROOT, Launch, free_port, granian, is_open, wait_for

ROUNDS = 5
STREAMS = figure("STREAMS", 80)
IDLE = figure("IDLE", 4)
MOST_GROWTH_MB, MOST_IDLE = 10.0, 0.01


def open_stream(port: int) -> socket.socket:
    door = socket.create_connection(("127.0.0.1", port), timeout=10)
    door.sendall(b"GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert b"200 OK" in door.recv(4096)
    return door


def leave(door: socket.socket, *, rudely: bool) -> None:
    if rudely:  # a reset instead of a goodbye
        door.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    door.close()


def counted(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/count", timeout=5) as answer:
        return int(json.load(answer)["streams"])


def serving_on(port: int) -> list[int]:
    """The server on that port and its workers."""
    found = {}
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdigit() and b"granian" in (words := (folder / "cmdline").read_bytes()):
                found[int(folder.name)] = f"\0{port}\0".encode() in words
    return [pid for pid, ours in found.items() if ours]


def come_and_go(port: int) -> None:
    for _ in range(ROUNDS):
        doors = [open_stream(port) for _ in range(STREAMS)]
        for number, door in enumerate(doors):
            leave(door, rudely=number % 2 == 0)


def test_an_event_is_written_as_the_standard_says() -> None:
    assert Event("a\nb", name="tick", id="7").as_bytes() == b"id: 7\nevent: tick\ndata: a\ndata: b\n\n"
    assert Event("a").as_bytes() == b"data: a\n\n"


def test_events_and_heartbeats_arrive(small: int) -> None:
    door = open_stream(small)
    text = b""
    while text.count(b"event: tick") < 2:
        text += door.recv(4096)
    door.close()
    assert b"id: 1\nevent: tick\ndata: 1\ndata: second line\n\n" in text


def resident(pids: list[int]) -> float:
    """Megabytes these processes hold."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def busy(pids: list[int]) -> float:
    """Seconds of processor these processes have used."""
    told = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(words[11]) + int(words[12]) for words in told) / os.sysconf("SC_CLK_TCK")


def test_streams_do_not_leak(small: int) -> None:
    pids = serving_on(small)
    come_and_go(small)  # the first crowd, and what is bought once for all that come
    wait_for(lambda: counted(small) == 0, 2)
    before = resident(pids)
    come_and_go(small)
    gone = wait_for(lambda: counted(small) == 0, 2)
    growth, used = resident(pids) - before, busy(pids)
    time.sleep(IDLE)
    idle = (busy(pids) - used) / IDLE
    measured(streams=ROUNDS * STREAMS, gone_after_s=round(gone, 2), growth_mb=round(growth, 1), idle_cpu=idle)
    assert growth <= MOST_GROWTH_MB
    assert idle <= MOST_IDLE


@pytest.mark.race
def test_without_the_watcher_they_would(launch: Launch) -> None:
    port = launch(SABOTAGE="no_watcher")
    come_and_go(port)
    time.sleep(2)
    leaked = counted(port)
    measured(leaked_without_the_watcher=leaked)
    assert leaked == ROUNDS * STREAMS


def test_there_is_a_last_stream(launch: Launch) -> None:
    port = launch(UNIONNET_MAX_STREAMS="3")
    doors = [open_stream(port) for _ in range(3)]
    with socket.create_connection(("127.0.0.1", port), timeout=5) as door:
        door.sendall(b"GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"503" in door.recv(4096)
    for door in doors:
        door.close()


def test_open_streams_do_not_hold_up_the_end() -> None:
    place = Place("127.0.0.1", free_port(), ROOT)
    server = subprocess.Popen(
        granian(place),
        cwd=ROOT,
        env=dict(os.environ),
        preexec_fn=leash(),
    )
    wait_for(lambda: is_open(place.port), 20)
    doors = [open_stream(place.port) for _ in range(20)]
    server.send_signal(signal.SIGTERM)
    began = time.monotonic()
    server.wait(20)
    assert time.monotonic() - began < 3
    for door in doors:
        with contextlib.suppress(OSError):
            door.close()
