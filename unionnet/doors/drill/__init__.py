# SPDX-License-Identifier: Apache-2.0
"""`unionnet drill …`: rehearsals and proofs that anyone may repeat."""

from __future__ import annotations

from importlib import import_module
from typing import Any

DRILLS = ("tickets", "recompute", "claim", "calls")


def register(commands: Any) -> None:
    drill = commands.add_parser("drill", help="演练与复算 / rehearsals and proofs")
    kinds = drill.add_subparsers(metavar="NAME", required=True)
    for name in DRILLS:
        import_module(f"{__name__}.{name}").register(kinds)
