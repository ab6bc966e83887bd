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
from .processes import clear_remains, is_alive, recorded_pid, works_in
from .reading_the_log import tail_of, trouble_in
from .settings import configuration
from .trouble import already_running, made_by_another, slow_start

LOG_LIMIT = 20 * 1024 * 1024
LONGEST_REAPING = 20.0
Alive = Callable[[], bool]
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
        give_up = time.monotonic() + limit
        with self._lock():
            self._wait_until_it_answers(lambda: self.pid() is not None, give_up)
            if self.pid() is None:
                self._launch_patiently(self._launch_detached, give_up)
            self._prepare()

    def run_as_child(
        self, *, limit: float = 600.0, preexec: Callable[[], None] | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start as a child of this process. The caller watches it; `preexec` may put it on a leash."""
        children: list[subprocess.Popen[bytes]] = []

        def launch() -> Alive:
            children.append(self._launch_child(preexec))
            return lambda: children[-1].poll() is None

        with self._lock():
            if (pid := self.pid()) is not None and self.answers():
                raise already_running(self.folders.asked, pid)
            try:
                self._launch_patiently(launch, time.monotonic() + limit)
                self._prepare()
            except BaseException:
                for child in children:
                    child.send_signal(signal.SIGQUIT)
                    child.wait(10)
                raise
        return children[-1]

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

    def stop_unless_used(self) -> None:
        """Stop when no client is connected: what a short command does that had to start the database."""
        with contextlib.suppress(OperationalError), connect(self.url(roles.SUPERUSER, "postgres")) as conn:
            conn.execute("SELECT pg_sleep(0.1)")  # those who have just left are still counted
            if conn.execute(
                "SELECT FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchone():
                return
        self.stop()

    def make(self) -> None:
        """Initialise the data folder if there is none, and write our configuration."""
        data = self.folders.data
        if not (data / "PG_VERSION").exists():
            self._initialise()
        made_by = int((data / "PG_VERSION").read_text())
        if made_by != self.binaries.major:
            raise made_by_another(self.folders.asked, made_by, self.binaries.major)
        self._write_configuration(data / "unionnet.conf", configuration(self.folders.socket, made_by))

    def _write_configuration(self, target: Path, text: str) -> None:
        """Whole or not at all, and only when it changes: the disk may be full."""
        if target.exists() and target.read_text() == text:
            return
        draft = target.with_suffix(".new")
        draft.write_text(text)
        self.account.own(draft)
        draft.rename(target)

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

    def _launch_patiently(self, launch: Callable[[], Alive], give_up: float) -> None:
        """A process that was killed holds its lock files until it is reaped, which may take seconds."""
        try_again_until = min(give_up, time.monotonic() + LONGEST_REAPING)
        while True:
            self.make()
            if self._wait_until_it_answers(launch(), give_up):
                return
            trouble = trouble_in(tail_of(self.folders.log, self._log_from), self.folders.asked)
            if trouble.code != "locked" or time.monotonic() > try_again_until:
                raise trouble
            time.sleep(0.2)

    def _command(self) -> list[str]:
        return [str(self.binaries.program("postgres")), "-D", str(self.folders.data)]

    def _launch_detached(self) -> Alive:
        """Through a shell that ends at once, so that init is the parent and no zombie keeps the lock file."""
        with self._open_log() as log:
            answer = subprocess.run(  # noqa: S603  (a fixed program of ours)
                ["/bin/sh", "-c", '"$@" >&2 & echo $!', "sh", *self._command()],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, start_new_session=True,
                env=_environment(), cwd="/", check=True, **self.account.popen_options(),
            )  # fmt: skip
        pid = int(answer.stdout)
        return lambda: is_alive(pid)

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
        clear_remains(self.folders.data, self.folders.pid_file, self.folders.socket)
        log = self.folders.log
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.rename(log.with_suffix(".1.log"))
        self._log_from = log.stat().st_size if log.exists() else 0
        number = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            yield number
        finally:
            os.close(number)

    def _wait_until_it_answers(self, alive: Alive, give_up: float) -> bool:
        """True when it answers, False when it has ended."""
        began = told = time.monotonic()
        while alive():
            if self.answers():
                return True
            now = time.monotonic()
            if now > give_up:
                raise slow_start(self.folders.asked, now - began)
            if now - told > 5:
                told = now
                _say(f"数据库正在恢复… / database recovering… {now - began:.0f} s")
            time.sleep(0.03)
        return False

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
