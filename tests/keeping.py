# SPDX-License-Identifier: Apache-2.0
"""What takes seconds to start is not ended with a module when the next test wants it too.

`kept("site", opening)` gives what stands under this name, or opens it. Between two modules whatever the
next test does not ask for by that name is closed, so nothing runs beside tests that know nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, ExitStack
from typing import Any, TypeVar

import pytest

Thing = TypeVar("Thing")
_standing: dict[str, tuple[Any, ExitStack]] = {}


def kept(name: str, opening: Callable[[], AbstractContextManager[Thing]]) -> Thing:
    """What stands under this name, a fixture's; opened when nothing does."""
    if name not in _standing:
        stack = ExitStack()
        _standing[name] = stack.enter_context(opening()), stack
    thing: Thing = _standing[name][0]
    return thing


def close_all_but(names: Collection[str]) -> None:
    for name in [name for name in _standing if name not in names]:
        _thing, stack = _standing.pop(name)
        stack.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Any:
    """After the fixtures of the test, and of its module, are torn down."""
    try:
        return (yield)
    finally:
        if nextitem is None or nextitem.path != item.path:
            close_all_but(getattr(nextitem, "fixturenames", ()))
