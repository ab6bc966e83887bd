# SPDX-License-Identifier: Apache-2.0
"""The demo world: `unionnet load demo --scale seed|county|city`. Imported before Django is set up."""

from __future__ import annotations

import argparse
from typing import Any


def register(commands: Any) -> None:
    """Add `load demo` to the command line."""
    load_command = commands.add_parser("load", help="装入数据 / load data")
    what = load_command.add_subparsers(title="what", metavar="WHAT", required=True)
    demo = what.add_parser("demo", help="演示世界 / the demo world")
    demo.add_argument("--scale", choices=["seed", "county", "city"], default="seed", help="规模 / size")
    demo.set_defaults(run=_run)


def _run(asked: argparse.Namespace) -> int:
    from unionnet.foundation.server import begin

    begin.as_owner()
    load(asked.scale)
    return 0


def load(scale: str = "seed") -> None:
    """Make the world, or what is missing of it. Runs as the owner."""
    from unionnet.doors.demo.loading import load as load_world

    load_world(scale)


def mark() -> None:
    """Make this database a demo, still without a world. Refused where somebody lives."""
    from unionnet.doors.demo.loading import mark as mark_it

    mark_it()


def is_marked() -> bool:
    """Whether this database was made a demo, while nobody lived in it."""
    from unionnet.doors.demo.models import DemoWorld

    return DemoWorld.objects.exists()


def is_loaded() -> bool:
    """Whether this database is a demo that can be shown."""
    from unionnet.doors.demo.loading import is_loaded as is_world_loaded

    return is_world_loaded()


def refresh_openings() -> None:
    """Set the next opening five minutes from now, on a new term."""
    from unionnet.doors.demo.openings import refresh_openings as refresh

    refresh()


def signins() -> list[dict[str, str]]:
    """One line a kind of person: its name in both languages, the login, and where it leads."""
    from unionnet.doors.demo.stages.sites import where_it_leads
    from unionnet.doors.demo.world.persons import PERSONS

    return [
        {
            "zh": person.kind_zh,
            "en": person.kind_en,
            "login": f"demo-{person.login}",
            "path": where_it_leads(person.leads_to),
        }
        for person in PERSONS
    ]
