# SPDX-License-Identifier: Apache-2.0
"""What happens between "the database answers" and "the doors open": schema, rights, the demo world.

The last line on stdout is JSON for the supervisor, which prints addresses and sign-ins.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from django.conf import settings

from .migrate import migrate

PACKAGE = Path(__file__).resolve().parents[2]


class World(Protocol):
    """A demo world, as an upper floor offers it."""

    def mark(self) -> None: ...

    def load(self, scale: str) -> None: ...

    def signins(self) -> Iterable[object]: ...


def fingerprint() -> str:
    """Changes when any migration file or the version of the grants does."""
    found = hashlib.sha256()
    for file in sorted([*PACKAGE.glob("*/*/migrations/*.py"), *PACKAGE.glob("*/*/apps.py")]):
        found.update(str(file.relative_to(PACKAGE)).encode() + file.read_bytes())
    return found.hexdigest()


def ready(world: World, scale: str | None) -> int:
    """Bring schema and rights up to date, and the demo world when one is wanted.

    Demo mode without a size marks an empty database, and refuses one where people live.
    """
    migrate(verbosity=0)
    signins: list[object] = []
    if settings.UNIONNET_DEMO:
        world.mark()
    if scale:
        world.load(scale)
        signins = list(world.signins())
    sys.stdout.write(json.dumps({"signins": signins}, ensure_ascii=False, default=str) + "\n")
    return 0
