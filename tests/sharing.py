# SPDX-License-Identifier: Apache-2.0
"""Two runs share one list of tests: one walks it from the front, the other from its end, until they meet.

Each has a database server and data of its own, and takes a module whole. `bin/test` starts them with
`-p tests.sharing --share FOLDER`, the second with `--from-the-end`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby, pairwise
from pathlib import Path

import pytest

# Begun at once, one by each run, since they take longest: every address with everybody, every page shown.
FIRST, LAST = "tests/test_claim_21.py", "tests/test_claim_28.py"
DEAR = {"browser", "demo_site", "site"}  # tests/keeping.py


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--share", type=Path, metavar="FOLDER", help="where the runs mark what they have taken")
    parser.addoption("--from-the-end", action="store_true", help="begin with the last module")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """As pytest's own loop, over those tests that nobody else has taken. A test is told the one that follows,
    since fixtures are torn down for it: so the next module is taken while the last test of this one runs."""
    folder = session.config.option.share
    if not folder or session.config.option.collectonly:
        return None
    if session.testsfailed:
        raise session.Interrupted(f"{session.testsfailed} modules could not be collected")
    for item, following in pairwise(chain(_ours(session, folder), [None])):
        assert item
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
    return True


def _ours(session: pytest.Session, folder: Path) -> Iterator[pytest.Item]:
    modules = [list(items) for _path, items in groupby(session.items, lambda item: item.path)]
    modules.sort(key=_place)
    numbered = list(enumerate(modules))
    for number, items in reversed(numbered) if session.config.option.from_the_end else numbered:
        try:
            (folder / f"{number} {items[0].path.stem}").touch(exist_ok=False)
        except FileExistsError:
            continue
        yield from items


def _place(items: list[pytest.Item]) -> tuple[int, str, bool]:
    """Claims from the front, the many small ones of the apps from the end. Between them, where the runs meet,
    what needs a running product or a browser: each run starts those once, since they are kept from module to
    module."""
    module = items[0].path.relative_to(items[0].config.rootpath).as_posix()
    apart = not module.startswith("tests/")
    if module in (FIRST, LAST):
        return (0 if module == FIRST else 4), "", apart
    needs = {name for item in items for name in getattr(item, "fixturenames", ())} & DEAR
    return (2, " ".join(sorted(needs)), apart) if needs else (3 if apart else 1, "", apart)
