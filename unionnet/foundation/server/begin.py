# SPDX-License-Identifier: Apache-2.0
"""How a command begins: find the database, choose the role, set Django up.

A command that had to start the database ends it again, unless somebody else has come to use it.
"""

import atexit
import os
from pathlib import Path

from unionnet.foundation.postgres import Cluster

ROOT = Path(__file__).resolve().parents[3]


def data_folder() -> Path:
    return Path(os.environ.get("UNIONNET_DATA") or ROOT / "var").absolute()


def find_database() -> None:
    """Without DATABASE_URL: start, or attach to, the database that comes with the product."""
    if not os.environ.get("DATABASE_URL"):
        cluster = Cluster(data_folder() / "postgres")
        if not cluster.running():
            cluster.start()
            atexit.register(_leave, cluster)
        os.environ["DATABASE_URL"] = cluster.url()
        os.environ["DATABASE_OWNER_URL"] = cluster.url("unionnet_owner")


def _leave(cluster: Cluster) -> None:
    from django.db import connections

    connections.close_all()
    cluster.stop_unless_used()


def find_owner() -> None:
    """The same, and from here on everything in this process is done by the owner."""
    find_database()
    os.environ["DATABASE_URL"] = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]


def as_application() -> None:
    """The application role: what pages, lanes and jobs are."""
    find_database()
    _set_up()


def as_owner() -> None:
    """The owner of the tables: for migrations and bulk loads only."""
    find_owner()
    _set_up()


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionnet.settings")
    import django

    django.setup()
