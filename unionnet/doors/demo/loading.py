# SPDX-License-Identifier: Apache-2.0
"""Load the demo world, as the owner. Done twice, it does what is missing and nothing else."""

from __future__ import annotations

import sys
import time

from django.db import connection, transaction

from unionnet.directory.people.models import Account, Person
from unionnet.doors.demo.crowd.loading import homes_of, load_crowd
from unionnet.doors.demo.models import DemoWorld
from unionnet.doors.demo.openings import refresh_openings
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import Stage, all_stages
from unionnet.doors.demo.world.unions import all_unions
from unionnet.doors.figures.actions import recount
from unionnet.foundation.demo import not_a_demo

SIZES = {"seed": 20_000, "county": 200_000, "city": 1_790_000}
CROWD = "crowd-"
LOAD_LOCK = 0xDE30


def load(scale: str = "seed") -> None:
    """Make the world of that size, or complete the one that is there, and set the next opening."""
    begun = time.monotonic()
    world = mark(scale)
    news = [each for each in all_stages().values() if each.key not in world.stages]
    if news:
        _say("装入演示数据… / loading the demo world…")
    _do([each for each in news if not each.after_crowd])
    # A larger crowd than asked for stays: a second start never takes anybody away.
    larger = [size for size in SIZES if CROWD + size in world.stages and SIZES[size] >= SIZES[scale]]
    if not larger:
        load_crowd(SIZES[scale], homes_of(all_unions(), tree_by_key()), _bar)
        _note(CROWD + scale)
    _do([each for each in news if each.after_crowd])
    if news or not larger:
        _analyze()
        recount()
        _say(f"  {time.monotonic() - begun:.1f} s")
    refresh_openings()


def is_loaded() -> bool:
    """Whether this database is a demo that can be shown."""
    world = DemoWorld.objects.first()
    return world is not None and any(stage.startswith(CROWD) for stage in world.stages)


@transaction.atomic
def mark(scale: str = "") -> DemoWorld:
    """The flag, which is set only where nobody lives yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])
    if world := DemoWorld.objects.first():
        return world
    if Person.objects.exists() or Account.objects.exists():
        raise not_a_demo()
    return DemoWorld.objects.create(scale=scale)


def _do(stages: list[Stage]) -> None:
    for stage in stages:
        _say(f"  {stage.words} …")
        _do_once(stage)


@transaction.atomic
def _do_once(stage: Stage) -> None:
    """One stage in one transaction, together with the note that it is done."""
    world = DemoWorld.objects.select_for_update().get()
    if stage.key not in world.stages:
        stage.load()
        world.stages = [*world.stages, stage.key]
        world.save(update_fields=["stages"])


@transaction.atomic
def _note(stage: str) -> None:
    world = DemoWorld.objects.select_for_update().get()
    world.stages = [*world.stages, stage]
    world.scale = max((name for name in SIZES if CROWD + name in world.stages), key=lambda name: SIZES[name])
    world.save(update_fields=["stages", "scale"])


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE organisations_organisation, organisations_employer, organisations_coverage")


def _bar(done: int, whole: int) -> None:
    """On a terminal the bar moves; in a log each tenth is a line."""
    if sys.stderr.isatty():
        full = done * 30 // whole
        sys.stderr.write(f"\r  会员 / members  {'█' * full}{'░' * (30 - full)} {done:,} / {whole:,} ")
        if done == whole:
            sys.stderr.write("\n")
        sys.stderr.flush()
    elif done == whole or done * 10 // whole != (done - 10_000) * 10 // whole:
        _say(f"  会员 / members {done:,} / {whole:,}")


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
