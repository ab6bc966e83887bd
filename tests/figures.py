# SPDX-License-Identifier: Apache-2.0
"""How much a claim is tried with: small in every run of the tests, full in `unionnet drill claim`."""

import json
import os
import sys
from pathlib import Path

import pytest


def figure(name: str, small: int) -> int:
    """The drill says the full figure in UNIONNET_RACE_<NAME>."""
    return int(os.environ.get(f"UNIONNET_RACE_{name}", small))


def progress(words: str) -> None:
    """For the person who waits for a drill."""
    if "UNIONNET_CLAIM" in os.environ:
        sys.stderr.write(f"  {words}\n")
        sys.stderr.flush()


def measured(**numbers: float) -> None:
    """What came out, for the drill to print. The largest of several stays."""
    if target := os.environ.get("UNIONNET_CLAIM"):
        path = Path(target)
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        known |= {name: max(number, known.get(name, number)) for name, number in numbers.items()}
        path.write_text(json.dumps(known), encoding="utf-8")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """As a plugin of the drill: what was skipped proves nothing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
