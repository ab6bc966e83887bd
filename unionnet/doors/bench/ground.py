# SPDX-License-Identifier: Apache-2.0
"""The ground a bench stands on: a database of its own on the embedded server, and a server before it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from unionnet.foundation.postgres import Cluster, ensure
from unionnet.foundation.postgres.roles import SUPERUSER
from unionnet.foundation.server.begin import ROOT, data_folder
from unionnet.foundation.server.leash import leash
from unionnet.foundation.server.supervisor import Place, allow_many_files, granian_options

PLAIN_INDEXES = """
    SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid::regclass::text = ANY(%s) AND NOT i.indisunique
"""


def say(words: str) -> None:
    """Progress, for the person who waits."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


@dataclass(frozen=True)
class Ground:
    """A migrated, empty database: `owner` fills it, `app` is what the product is."""

    cluster: Cluster
    owner: str
    app: str

    def environment(self) -> dict[str, str]:
        told = {key: value for key, value in os.environ.items() if key != "UNIONNET_DEMO"}
        return {**told, "DATABASE_URL": self.app, "DATABASE_OWNER_URL": self.owner}


@contextlib.contextmanager
def own_database(name: str) -> Iterator[Ground]:
    """Make it, migrate it, drop it afterwards. UNIONNET_BENCH_CLUSTER names another folder of data,
    UNIONNET_BENCH_TEMPLATE a database there to begin from."""
    folder = os.environ.get("UNIONNET_BENCH_CLUSTER")
    template = os.environ.get("UNIONNET_BENCH_TEMPLATE", "template1")  # which PostgreSQL takes unless told
    cluster = ensure(Path(folder) if folder else data_folder() / "postgres")
    allow_many_files()
    _drop(cluster, name)
    with psycopg.connect(cluster.url("unionnet_owner"), autocommit=True) as db:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        db.execute(make.format(sql.Identifier(name), sql.Identifier(template)))
    say(f"数据库 database {name}: migrate …")
    ground = migrated(cluster, name)
    before = dict(os.environ)
    os.environ.update(ground.environment())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionnet.settings")
    try:
        yield ground
    finally:
        os.environ.clear()
        os.environ.update(before)
        _drop(cluster, name)


def migrated(cluster: Cluster, name: str) -> Ground:
    """The product's tables in a database that exists already."""
    ground = Ground(cluster, cluster.url("unionnet_owner", name), cluster.url("unionnet_app", name))
    command = [sys.executable, "-m", "unionnet", "migrate"]
    subprocess.run(  # noqa: S603 - our own command
        command, env=ground.environment(), cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    return ground


def _drop(cluster: Cluster, name: str) -> None:
    with psycopg.connect(
        cluster.url(SUPERUSER, "postgres"), autocommit=True
    ) as db:  # the only one who may force
        db.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextlib.contextmanager
def serving(ground: Ground, application: str = "unionnet.asgi:application", **more: str) -> Iterator[int]:
    """granian as `unionnet serve` starts it, with more in its environment. Gives the port."""
    port = _free_port()
    place = Place("127.0.0.1", port, data_folder())
    server = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "granian", *granian_options(place), application],
        env={**ground.environment(), **more},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=2,  # our stdout is for one JSON object
        preexec_fn=leash(),
    )
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


@contextlib.contextmanager
def without_plain_indexes(db: psycopg.Connection[Any], tables: Sequence[str]) -> Iterator[None]:
    """Those that are not unique are made anew at the end, in a fraction of the time that filling them row by
    row takes."""
    indexes = db.execute(PLAIN_INDEXES, [list(tables)]).fetchall()
    for name, _made in indexes:
        db.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    yield
    db.execute("SET maintenance_work_mem = '256MB'")
    for _name, made in indexes:
        db.execute(made)


def run_in_portions(
    db: psycopg.Connection[Any], script: str, first: int, last: int, *, portion: int, **told: Any
) -> None:
    """The statements of a script for so many numbers at a time, `first` to `last`: a transaction each."""
    for begin in range(first, last + 1, portion):
        until = min(last, begin + portion - 1)
        with db.transaction():
            for statement in script.split(";\n\n"):
                db.execute(statement, {"first": begin, "last": until, **told})
        say(f"  {until:,}")


@contextlib.contextmanager
def meanwhile(*works: Callable[[threading.Event], None]) -> Iterator[None]:
    """Others at work beside what is measured, each in a thread of its own, until it is over."""
    over = threading.Event()
    threads = [threading.Thread(target=work, args=(over,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def sweep(work: Callable[[], object], seconds: float, over: threading.Event) -> None:
    """As the worker does, every so many seconds."""
    from django.db import connection

    while not over.wait(seconds):
        work()
    connection.close()


def settle_figures(over: threading.Event) -> None:
    from unionnet.doors.figures.actions import settle

    sweep(settle, 0.5, over)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up and server.poll() is None:
        with socket.socket() as visitor:
            if visitor.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not come up")
