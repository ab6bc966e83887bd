# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from unionnet.foundation.postgres.engine.moments import MomentLoader

pytestmark = pytest.mark.django_db


def asked(text: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-24 09:30+08", datetime(2026, 11, 24, 1, 30, tzinfo=UTC)),
        ("2026-11-24 09:30:05.12+08", datetime(2026, 11, 24, 1, 30, 5, 120_000, tzinfo=UTC)),
        ("0001-01-01 00:00+00", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31 23:59:59.999999+00", datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_a_moment_comes_back_in_utc(text: str, moment: datetime) -> None:
    found = asked(text)
    assert (found, found.tzinfo) == (moment, UTC)


def test_all_connections_read_so() -> None:
    connection.ensure_connection()
    assert connection.connection.adapters.get_loader(1184, 0) is MomentLoader


@pytest.mark.parametrize("text", ["infinity", "20000-01-01", "0044-03-15 BC"])
def test_what_python_has_no_moment_for_is_an_error_as_before(text: str) -> None:
    with pytest.raises(Exception, match=r"timestamp|year"):
        asked(text)


@given(st.integers(-60_000_000_000, 250_000_000_000), st.integers(0, 999_999), st.integers(-14, 14))
def test_the_zone_of_the_server_does_not_matter(seconds: int, micros: int, hours: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds, microseconds=micros)
    there = moment.astimezone(timezone(timedelta(hours=hours)))
    shown = there.isoformat(" ").removesuffix(":00").encode()
    assert MomentLoader(1184, None).load(shown) == moment
