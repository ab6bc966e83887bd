# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

from unionnet.foundation.crypto.keys import KeyRing, key_ring


@pytest.fixture
def empty(settings: Settings, tmp_path: Path) -> Path:
    """A folder of keys in which nothing lies yet."""
    settings.UNIONNET_KEYS = tmp_path
    return tmp_path


def test_those_who_ask_first_at_once_get_one_ring(empty: Path) -> None:
    together = threading.Barrier(8)

    def ask(_number: int) -> KeyRing:
        together.wait()
        return key_ring.__wrapped__()

    with ThreadPoolExecutor(8) as pool:
        rings = set(map(KeyRing.as_text, pool.map(ask, range(8))))
    assert len(rings) == 1
    assert [path.name for path in empty.iterdir()] == ["fields.json"]
    assert (empty / "fields.json").stat().st_mode & 0o777 == 0o600
