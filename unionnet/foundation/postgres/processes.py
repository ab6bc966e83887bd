# SPDX-License-Identifier: Apache-2.0
"""Looking at the processes of one cluster from outside, by the folder they work in.

Every PostgreSQL process has the data folder as its working folder, so a process number left behind in a stale
lock file is told from the real thing, whatever runs under that number now.
"""

import os
import signal
import time
from pathlib import Path


def recorded_pid(pid_file: Path) -> int | None:
    try:
        return abs(int(pid_file.read_text().split("\n", 1)[0]))
    except (OSError, ValueError):
        return None


def works_in(pid: int, data: Path) -> bool:
    """Whether this process is alive (and not a zombie) and belongs to the cluster in this folder."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
    except OSError:
        return False


def processes_of(data: Path) -> list[int]:
    numbers = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [pid for pid in numbers if works_in(pid, data)]


def is_alive(pid: int) -> bool:
    """Whether this process runs. A zombie has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def clear_remains(data: Path, pid_file: Path, socket: Path, *, patience: float = 3.0) -> None:
    """After a killed postmaster: let its orphans end, then take away its lock files.

    They may only go once no process of the cluster lives, or two servers could write the same files.
    """
    give_up = time.monotonic() + patience
    while (left := processes_of(data)) and time.monotonic() < give_up:
        time.sleep(0.05)
    for pid in left:
        _send(pid, signal.SIGQUIT)
    give_up = time.monotonic() + patience
    while processes_of(data):
        if time.monotonic() > give_up:
            return  # let PostgreSQL say so itself
        time.sleep(0.05)
    pid_file.unlink(missing_ok=True)
    for left_behind in socket.glob(".s.PGSQL.*"):
        left_behind.unlink(missing_ok=True)


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except OSError:
        return
