# SPDX-License-Identifier: Apache-2.0
"""A demo for one test: the setting, and the mark without which the setting does nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings


@pytest.fixture
def become_demo(settings: Settings, db: None) -> Iterator[Callable[[], None]]:
    """Call it, and this test's database is a demo, and the process knows."""
    from unionnet.doors.demo.models import DemoWorld
    from unionnet.foundation.demo import forget

    def become() -> None:
        settings.UNIONNET_DEMO = True
        DemoWorld.objects.create()

    yield become
    forget()
