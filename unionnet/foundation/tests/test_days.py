# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

import pytest

from unionnet.foundation.days import day_in


@pytest.mark.parametrize(
    "text",
    [
        "2026-5-1",
        "2026/05/01",
        "2026.5.1",
        "2026年5月1日",
        "20260501",
        "46143",
        "2026-05-01 00:00:00",
        "２０２６-5-1",
    ],
)
def test_five_ways_and_more_to_write_a_day(text: str) -> None:
    assert day_in(text) == date(2026, 5, 1)


@pytest.mark.parametrize(
    "text", ["2026-13-1", "1/5/2026", "", "99999999", "abc", "1" * 4000, "-1", "1899-1-1"]
)
def test_what_is_no_day(text: str) -> None:
    assert day_in(text) is None
