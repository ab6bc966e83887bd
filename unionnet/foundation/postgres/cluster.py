# SPDX-License-Identifier: Apache-2.0
"""One PostgreSQL cluster: make it, start it, stop it, say where it is."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from psycopg import OperationalError, connect

from . import roles
from .account import Account, database_account
from .binaries import Binaries, find_binaries, reachable
from .folders import Folders, folders_for
from .processes import clear_remains, recorded_pid, works_in
from .reading_the_log import tail_of, trouble_in
from .settings import configuration
from .trouble import already_running, made_by_another

LOG_LIMIT = 20 * 1024 * 1024
INCLUDE = "include = 'unionnet.conf'"


class Cluster:
    """The cluster in one data folder. Making the object touches nothing but the folders around it."""

    def __init__(self, data: Path, *, version: int = 18, binaries: Path | None = None) -> None:
        self.account: Account = database_account(data)
        self.folders: Folders = folders_for(data, self.account)
        self._version = version
        self._binaries_folder = binaries
        self._binaries: Binaries | None = None

    @property
    def binaries(self) -> Binaries:
        if self._binaries is None:
            self._binaries = reachable(find_binaries(self._version, self._binaries_folder), self.account)
        return self._binaries

    def url(self, role: str = roles.APP, database: str = roles.DATABASE) -> str:
        secret = quote(roles.password(self.folders.keys, role), safe="")
        host = quote(str(self.folders.socket), safe="")
        return f"postgresql://{role}:{secret}@/{quote(database)}?host={host}&port=5432"

    def pid(self) -> int | None:
        """The process number of the running server, or None."""
        pid = recorded_pid(self.folders.pid_file)
        return pid if pid is not None and works_in(pid, self.folders.data) else None

    def running(self) -> bool:
        return self.pid() is not None and self.answers()

    def answers(self) -> bool:
        try:
            connect(self.url(roles.SUPERUSER, "postgres"), connect_timeout=2).close()
        except OperationalError:
            return False
        return True

    def start(self, *, limit: float = 600.0) -> None:
        """Start in the background; the server outlives this process. Does nothing when it runs already."""
        with self._lock():
            if self.pid() is None:
                self.make()
                self._launch_detached()
            self._wait_until_it_answers(None, limit)
            self._prepare()

    def run_as_child(
        self, *, limit: float = 600.0, preexec: Callable[[], None] | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start as a child of this process. The caller watches it; `preexec` may put it on a leash."""
        with self._lock():
            if (pid := self.pid()) is not None:
                raise already_running(self.folders.asked, pid)
            self.make()
            child = self._launch_child(preexec)
            try:
                self._wait_until_it_answers(child, limit)
                self._prepare()
            except BaseException:
                child.send_signal(signal.SIGQUIT)
                child.wait(10)
                raise
            return child

    def stop(self, *, limit: float = 30.0) -> None:
        """Fast shutdown: open transactions are rolled back, then everything is written out."""
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        give_up = time.monotonic() + limit
        while works_in(pid, self.folders.data):
            if time.monotonic() > give_up:
                os.kill(pid, signal.SIGQUIT)
                give_up += 10
            time.sleep(0.02)

    def make(self) -> None:
        """Initialise the data folder if there is none, and write our configuration."""
        data = self.folders.data
        if not (data / "PG_VERSION").exists():
            self._initialise()
        made_by = int((data / "PG_VERSION").read_text())
        if made_by != self.binaries.major:
            raise made_by_another(self.folders.asked, made_by, self.binaries.major)
        target = data / "unionnet.conf"
        target.write_text(configuration(self.folders.socket, made_by))
        self.account.own(target)

    def _initialise(self) -> None:
        data = self.folders.data
        draft = data.with_name(data.name + ".new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.account.own(draft)
        secret = self.folders.socket / "initdb-password"
        secret.touch(mode=0o600)
        secret.write_text(roles.password(self.folders.keys, roles.SUPERUSER))
        self.account.own(secret)
        try:
            answer = subprocess.run(  # noqa: S603  (a fixed program of ours)
                [self.binaries.program("initdb"), *self._initdb_options(draft, secret)],
                capture_output=True,
                text=True,
                env=_environment(),
                cwd=draft,
                check=False,
                **self.account.popen_options(),
            )
        finally:
            secret.unlink(missing_ok=True)
        if answer.returncode != 0:
            shutil.rmtree(draft, ignore_errors=True)
            raise trouble_in(answer.stdout + answer.stderr, self.folders.asked)
        with (draft / "postgresql.conf").open("a") as file:
            file.write(f"\n{INCLUDE}\n")
        if data.is_dir() and not any(data.iterdir()):
            data.rmdir()
        draft.rename(data)

    def _initdb_options(self, data: Path, secret: Path) -> list[str]:
        options = ["-D", str(data), "-U", roles.SUPERUSER, f"--pwfile={secret}", "--auth=scram-sha-256"]
        options += ["--encoding=UTF8", "--data-checksums", "--no-instructions", "--locale=C.UTF-8"]
        if self.binaries.major >= 17:
            # Order by code point, for ever: no operating system update can change it under an index.
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return options

    def _command(self) -> list[str]:
        return [str(self.binaries.program("postgres")), "-D", str(self.folders.data)]

    def _launch_detached(self) -> None:
        """Through a shell that ends at once, so that init is the parent and no zombie keeps the lock file."""
        command = [
            "/bin/sh",
            "-c",
            '"$@" &',
            "sh",
            str(self.binaries.program("postgres")),
            "-D",
            str(self.folders.data),
        ]
        with self._open_log() as log:
            subprocess.run(  # noqa: S603  (a fixed program of ours)
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, check=True,
                env=_environment(), cwd="/", **self.account.popen_options(),
            )  # fmt: skip

    def _launch_child(self, preexec: Callable[[], None] | None) -> "subprocess.Popen[bytes]":
        with self._open_log() as log:
            return subprocess.Popen(  # noqa: S603  (a fixed program of ours)
                self._command(),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, env=_environment(),
                cwd="/", preexec_fn=preexec,
                **self.account.popen_options(),
            )  # fmt: skip

    @contextlib.contextmanager
    def _open_log(self) -> Iterator[int]:
        clear_remains(self.folders.data, self.folders.pid_file)
        log = self.folders.log
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.rename(log.with_suffix(".1.log"))
        self._log_from = log.stat().st_size if log.exists() else 0
        number = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            yield number
        finally:
            os.close(number)

    def _wait_until_it_answers(self, child: "subprocess.Popen[bytes] | None", limit: float) -> None:
        began = time.monotonic()
        told = began
        while not self.answers():
            now = time.monotonic()
            ended = child.poll() is not None if child else now - began > 1 and self.pid() is None
            if ended or now - began > limit:
                raise trouble_in(tail_of(self.folders.log, self._log_from), self.folders.asked)
            if now - told > 5:
                told = now
                _say(f"数据库正在恢复… / database recovering… {now - began:.0f} s")
            time.sleep(0.03)

    def _prepare(self) -> None:
        if not self.folders.ready_mark.exists():
            roles.prepare(self.folders)
            self.folders.ready_mark.touch()
            self.account.own(self.folders.ready_mark)

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """Only one process at a time makes or starts this cluster."""
        with self.folders.lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    _log_from = 0


def ensure(data: Path, *, version: int = 18, binaries: Path | None = None) -> Cluster:
    """The running cluster in this folder: attached to when it runs, else made and started."""
    cluster = Cluster(data, version=version, binaries=binaries)
    if not (cluster.folders.ready_mark.exists() and cluster.running()):
        cluster.start()
    return cluster


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201  (progress for the operator)
