# SPDX-License-Identifier: Apache-2.0
"""A server with the product's empty tables, made once for each state of the migrations and copied ever after:
whoever needs a server or a database of their own need not wait for a hundred and sixty migrations.

`python -m tests.empty` makes it ahead of the tests.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from unionnet.foundation.postgres import Cluster
from unionnet.foundation.postgres.roles import APP, DATABASE, OWNER
from unionnet.foundation.server.begin import ROOT
from unionnet.foundation.server.ready import fingerprint

TEMPLATE = f"empty_{fingerprint()[:16]}"


def copied_to(folder: Path, *, version: int = 18) -> Cluster:
    """A server in this folder, at rest, as if the product had been started there once."""
    source, copy = _source(version), Cluster(folder, version=version)
    for old, new in ((source.folders.data, copy.folders.data), (source.folders.keys, copy.folders.keys)):
        new.mkdir(exist_ok=True)
        subprocess.run(["cp", "-a", f"{old}/.", new], check=True)
    return copy


def make_template(cluster: Cluster) -> str:
    """The name of an empty, migrated database on this running server, for `CREATE DATABASE … TEMPLATE`. Those
    of other days are dropped."""
    with psycopg.connect(cluster.url(OWNER), autocommit=True) as db, _alone(cluster):
        known = "SELECT datname FROM pg_database WHERE datname LIKE 'empty\\_%'"
        found = {name for (name,) in db.execute(known)}
        for stale in found - {TEMPLATE}:
            db.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(stale)))
        if TEMPLATE not in found:
            begun = f"empty_{os.getpid()}"
            db.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(begun)))
            migrate(cluster, begun)
            done = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            db.execute(done.format(sql.Identifier(begun), sql.Identifier(TEMPLATE)))
    return TEMPLATE


def migrate(cluster: Cluster, database: str) -> None:
    """By the command an operator gives."""
    told = {"DATABASE_URL": cluster.url(APP, database), "DATABASE_OWNER_URL": cluster.url(OWNER, database)}
    command = [sys.executable, "-m", "unionnet", "migrate"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **told}, check=True, stdout=subprocess.DEVNULL)


def _source(version: int) -> Cluster:
    """What is copied: made anew when a migration has changed."""
    cluster = Cluster(ROOT / "var" / f"test-empty-{version}", version=version)
    mark = cluster.folders.asked.with_suffix(".made-of")
    with _alone(cluster):
        if not mark.exists() or mark.read_text() != TEMPLATE:
            cluster.stop()
            shutil.rmtree(cluster.folders.data, ignore_errors=True)
            cluster.start()
            migrate(cluster, DATABASE)
            with psycopg.connect(cluster.url(OWNER, "postgres"), autocommit=True) as db:
                copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
                db.execute(copy.format(sql.Identifier(TEMPLATE), sql.Identifier(DATABASE)))
            cluster.stop()
            mark.write_text(TEMPLATE)
    return cluster


@contextmanager
def _alone(cluster: Cluster) -> Iterator[None]:
    """Of several runs of the tests, one makes it and the others wait."""
    with cluster.folders.asked.with_suffix(".making").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    _source(18)
