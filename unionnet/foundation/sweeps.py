# SPDX-License-Identifier: Apache-2.0
"""Small work done by the clock: each sweep runs in one process at a time, however many workers there are."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec

import structlog
from django.apps import apps
from django.db import connection, transaction

log = structlog.get_logger(__name__)
SWEEPS = 0x5EE9  # our corner of the space of advisory locks


@dataclass
class Sweep:
    """One piece of clock-driven work and when it is due next (monotonic seconds)."""

    name: str
    seconds: float
    work: Callable[[], object]
    due: float = field(default=0.0)


_registry: dict[str, Sweep] = {}


def every(seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a function of an app's tasks.py to run every so many seconds. It must be safe to run twice."""

    def register(work: Callable[[], object]) -> Callable[[], object]:
        name = f"{work.__module__}.{work.__qualname__}"
        _registry[name] = Sweep(name, seconds, work)
        return work

    return register


def load() -> list[Sweep]:
    """Import tasks and listeners of every installed app, and return all sweeps."""
    for config in apps.get_app_configs():
        for part in ("tasks", "listeners"):
            if config.name.startswith("unionnet.") and find_spec(f"{config.name}.{part}"):
                import_module(f"{config.name}.{part}")
    return list(_registry.values())


def run_due(now: float | None = None) -> int:
    """Run what is due. Returns how many ran. One that fails is logged and tried again at its next turn."""
    now = time.monotonic() if now is None else now
    ran = 0
    for sweep in load():
        if sweep.due <= now:
            sweep.due = now + sweep.seconds
            ran += _run_alone(sweep)
    return ran


def _run_alone(sweep: Sweep) -> bool:
    try:
        with transaction.atomic():
            if not _lock(sweep.name):
                return False
            sweep.work()
            return True
    except Exception:
        log.exception("sweep failed", sweep=sweep.name)
        connection.close_if_unusable_or_obsolete()
        return False


def _lock(name: str) -> bool:
    """A lock held until the end of the transaction. False when another worker has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", _lock_key(name))
        return bool(cursor.fetchone()[0])


def _lock_key(name: str) -> list[int]:
    return [SWEEPS, zlib.crc32(name.encode()) - 2**31]
