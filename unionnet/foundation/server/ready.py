# SPDX-License-Identifier: Apache-2.0
"""What happens between "the database answers" and "the doors open": schema, rights, the demo world.

The last line on stdout is JSON for the supervisor, which prints addresses and sign-ins.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from .migrate import migrate

PACKAGE = Path(__file__).resolve().parents[2]
DEMO = "unionnet.doors.demo"


def fingerprint() -> str:
    """Changes when any migration file or the version of the grants does."""
    found = hashlib.sha256()
    for file in sorted([*PACKAGE.glob("*/*/migrations/*.py"), *PACKAGE.glob("*/*/apps.py")]):
        found.update(str(file.relative_to(PACKAGE)).encode() + file.read_bytes())
    return found.hexdigest()


def ready(demo: str | None) -> int:
    migrate(verbosity=0)
    sys.stdout.write(
        json.dumps({"signins": list(_load(demo)) if demo else []}, ensure_ascii=False, default=str) + "\n"
    )
    return 0


def _load(scale: str) -> Iterable[object]:
    """The demo world: made when absent, brought up to date when there."""
    if not find_spec(DEMO):
        sys.stderr.write("演示数据尚未安装。 / The demo world is not installed.\n")
        return []
    demo = import_module(DEMO)
    demo.load(scale)
    return list(demo.signins())
