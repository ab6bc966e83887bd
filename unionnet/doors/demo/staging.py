# SPDX-License-Identifier: Apache-2.0
"""The stages of the demo world. Each is a file in `stages/` that says of itself what it is and when its turn
comes; nobody keeps a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from unionnet.doors.demo import stages as folder


@dataclass(frozen=True)
class Stage:
    """Something to load, once and in one transaction. `words` are said while it is; a stage `after_crowd`
    needs the invented members."""

    key: str
    words: str
    order: int
    after_crowd: bool
    load: Callable[[], object]


_FOUND: dict[str, Stage] = {}


def stage(
    key: str, words: str, *, order: int, after_crowd: bool = False
) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Marks the function that loads a stage."""

    def mark(load: Callable[[], object]) -> Callable[[], object]:
        _FOUND[key] = Stage(key, words, order, after_crowd, load)
        return load

    return mark


@cache
def all_stages() -> dict[str, Stage]:
    """By key, in their order."""
    for module in iter_modules(folder.__path__):
        import_module(f"{folder.__name__}.{module.name}")
    return {each.key: each for each in sorted(_FOUND.values(), key=lambda each: (each.order, each.key))}
