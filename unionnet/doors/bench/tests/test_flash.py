# SPDX-License-Identifier: Apache-2.0
"""The bench runs, keeps its keys and oversells nothing. Its figures are no matter of a test."""

from __future__ import annotations

import json
import os

import pytest

from unionnet.cli import main
from unionnet.doors.bench.crowd import _complete, percentile

KEYS = {
    *("accepted_per_s", "accepted_nine_per_s", "refused_per_s", "p50_ms_64", "p99_ms_64", "p50_ms_256"),
    *("p99_ms_256", "p50_ms_1000", "p99_ms_1000", "hot_row_tps", "bare_insert_tps", "bare_asgi_per_s"),
    *("ratio_hot_row", "ratio_bare_insert", "ratio_refusal", "oversold"),
}


def test_flash_prints_its_keys_and_oversells_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = dict(os.environ)
    assert main(["bench", "flash", "--seconds", "1", "--people", "3000"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == KEYS
    assert told["oversold"] == 0
    assert all(told[key] > 0 for key in KEYS - {"oversold"})
    assert dict(os.environ) == before


def test_rush_decides_everybody(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "rush", "--people", "3000", "--places", "600"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["people"], told["places"], told["decided"], told["oversold"]) == (3000, 600, 3000, 0)
    assert told["placed"] <= 600


def test_a_percentile_is_a_time_that_was_measured() -> None:
    times = [n / 1000 for n in range(1, 101)]
    assert (percentile(times, 0.5), percentile(times, 0.99), percentile([], 0.5)) == (51.0, 100.0, 0.0)


def test_an_answer_is_complete_with_its_last_byte() -> None:
    whole = b"HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}"
    assert _complete(whole)
    assert not any(_complete(whole[:end]) for end in range(len(whole)))
