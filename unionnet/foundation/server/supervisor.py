# SPDX-License-Identifier: Apache-2.0
"""`unionnet serve`: database, web server and worker, each started again when it dies.

One thread, no framework: it starts children and looks at them several times a second. None outlives it.
"""

import contextlib
import fcntl
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from unionnet.foundation.postgres import Cluster, Trouble

from .leash import SUPERVISED, leash
from .room import Room

LOOK = 0.1
QUICK_DEATH = 5.0
LONGEST_PAUSE = 8.0
LAST_CALL = 6.0


@dataclass
class Child:
    """One process we keep alive. Dying again and again, it is started after longer and longer pauses."""

    name: str
    start: "Callable[[], subprocess.Popen[bytes]]"
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = 0.0
    deaths: int = 0
    not_before: float = field(default=0.0)

    def look(self) -> None:
        """Start it, or notice its death."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.not_before:
                self.process, self.started = self.start(), now
            return
        code = self.process.poll()
        if code is None:
            return
        self.deaths += 1
        self.pause = min(LONGEST_PAUSE, self.pause * 2 or 0.2) if now - self.started < QUICK_DEATH else 0.0
        self.not_before = now + self.pause
        self.process = None
        say(f"{self.name} 已退出（{code}），正在重新启动… / {self.name} ended ({code}), starting it again…")

    def end(self, number: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass(frozen=True)
class Place:
    """Where to listen and where the data are."""

    host: str
    port: int
    data: Path

    @property
    def address(self) -> str:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201  (words for the operator)


def check_port(host: str, port: int) -> None:
    """Before anything is started: is the door free?"""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as problem:
            raise Trouble(
                "port_in_use",
                f"端口 {port} 无法使用：{problem.strerror}。可用 --port 指定其他端口。",
                f"Port {port} cannot be used: {problem.strerror}. Choose another with --port.",
                exit_code=69,
            ) from problem


@contextlib.contextmanager
def alone_with(data: Path) -> Iterator[None]:
    """One supervisor for one data folder. The lock goes with the process, so a stale file does no harm."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "serve.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            file.seek(0)
            who = file.read().strip()
            raise Trouble(
                "second_instance",
                f"{data} 已有一个 UnionNet 在运行（进程 {who}）。请先停止，或用 --data 指定其他位置。",
                f"A UnionNet is running on {data} already (process {who}). Stop it, or choose a --data.",
                exit_code=75,
            ) from problem
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


class Supervisor:
    """Children in the order they start; they end in the reverse order."""

    def __init__(self, place: Place, cluster: Cluster | None) -> None:
        self.place = place
        self.cluster = cluster
        self.ending = False
        self.database: Child | None = None
        self.others: list[Child] = []
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)

    def _end(self, number: int, frame: FrameType | None) -> None:
        if self.ending:  # a second Ctrl-C waits for nothing
            raise KeyboardInterrupt
        self.ending = True

    def start_database(self) -> None:
        if self.cluster is not None:
            self.database = Child("数据库 database", self._start_postgres)
            self.database.look()

    def start_web(self) -> None:
        self._start_child("网站 web", self._start_web)

    def start_worker(self) -> None:
        self._start_child("后台 worker", self._start_worker)

    def _start_child(self, name: str, start: "Callable[[], subprocess.Popen[bytes]]") -> None:
        if not self.ending:
            self.others.append(Child(name, start))
            self.others[-1].look()

    def look(self) -> None:
        """Start again what has died."""
        for child in [*([self.database] if self.database else []), *self.others]:
            try:
                child.look()
            except (Trouble, OSError) as trouble:
                say(str(trouble))
                child.not_before = time.monotonic() + LONGEST_PAUSE

    def deaths(self) -> int:
        return sum(child.deaths for child in self.others)

    def watch(self, changed: Callable[[], bool] = lambda: False) -> None:
        """Until somebody ends us."""
        room = Room(self.place.data, say)
        while not self.ending:
            room.look()
            if changed():
                say("代码有变化，重新启动… / the code has changed, starting anew…")
                self._end_servers(time.monotonic() + LAST_CALL)
            self.look()
            time.sleep(LOOK)

    def end(self) -> None:
        """Everything down within ten seconds; the database last."""
        self._end_servers(time.monotonic() + LAST_CALL)
        if self.database:
            self.database.end(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                if self.database.process:
                    self.database.process.wait(3)
            self.database.end(signal.SIGQUIT)
            self.database.wait(time.monotonic() + 2)

    def _end_servers(self, until: float) -> None:
        for child in self.others:
            child.end(signal.SIGTERM)
        for child in self.others:
            child.wait(until)

    def environment(self, *, owner: bool = False) -> dict[str, str]:
        """What a child is told. Only migrations and loads get the owner's address."""
        told = {**os.environ, SUPERVISED: "1", "UNIONNET_DATA": str(self.place.data)}
        told.setdefault("UNIONNET_PUBLIC_URL", self.place.address)
        if not owner:
            told.pop("DATABASE_OWNER_URL", None)
        if self.cluster is not None:
            told["DATABASE_URL"] = self.cluster.url()
            if owner:
                told["DATABASE_OWNER_URL"] = self.cluster.url("unionnet_owner")
        return told

    def _start_postgres(self) -> "subprocess.Popen[bytes]":
        assert self.cluster is not None  # noqa: S101  (for the type checker)
        return self.cluster.run_as_child(preexec=leash(signal.SIGINT))

    def _start_web(self) -> "subprocess.Popen[bytes]":
        return self._start("granian", *granian_options(self.place), "unionnet.asgi:application")

    def _start_worker(self) -> "subprocess.Popen[bytes]":
        return self._start("unionnet", "worker")

    def _start(self, module: str, *options: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603  (our own command)
            [sys.executable, "-m", module, *options],
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us alone: we end them in order
            preexec_fn=leash(),
        )


def granian_options(place: Place) -> list[str]:
    """One worker process; limits where the server has them."""
    options = {
        "--host": place.host,
        "--port": str(place.port),
        "--interface": "asgi",
        "--loop": "uvloop",
        "--http": "1",
        "--workers": os.environ.get("UNIONNET_WEB_PROCESSES", "1"),
        "--backlog": "4096",
        "--backpressure": "8192",
        "--http1-buffer-size": "65536",
        "--http1-header-read-timeout": "10000",
        "--workers-kill-timeout": "4",
        "--respawn-interval": "0.3",
        "--log-level": "warning",
    }
    return ["--no-ws", "--respawn-failed-workers", *(word for pair in options.items() for word in pair)]


def allow_many_files() -> None:
    """Each connection is a file; the usual soft limit of 1,024 is reached by one busy morning."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = hard if hard != resource.RLIM_INFINITY else 65536
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, 65536), hard))
