# SPDX-License-Identifier: Apache-2.0
"""Trees and lists that ship as data (`recipes/*.toml`): an office loads one and puts it in its own words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from unionnet.foundation.refusals import Citation
from unionnet.foundation.tongues import Tongues

FOLDER = Path(__file__).parent / "recipes"


@dataclass(frozen=True)
class Recipe:
    """`nodes` and `problems` are (group, title), in their order."""

    key: str
    name: Tongues
    citation: Citation
    nodes: tuple[tuple[str, str], ...]
    problems: tuple[tuple[str, str], ...]


@cache
def all_recipes() -> dict[str, Recipe]:
    """By key."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}


def _read(path: Path) -> Recipe:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    source = Tongues(data["source"], data["source_english"])

    def listed(kind: str) -> tuple[tuple[str, str], ...]:
        return tuple((group["name"], title) for group in data["groups"] for title in group.get(kind, ()))

    return Recipe(
        path.stem,
        Tongues(data["name"], data["english"]),
        Citation(f"recipe.{path.stem}", source, data["certainty"], path.stem),
        listed("nodes"),
        listed("problems"),
    )
