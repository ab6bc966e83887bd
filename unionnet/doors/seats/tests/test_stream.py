# SPDX-License-Identifier: Apache-2.0
"""The stream that says that something rings: as locked as the page, and it speaks at every change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from tests.makers import make_officer, make_person, sign_in
from unionnet.doors.seats import stream
from unionnet.doors.seats.actions import pick, put_back, settle, sit
from unionnet.doors.seats.tests.makers import PHONE, Line, make_line, make_ringing

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> Line:
    return make_line()


def test_it_is_as_locked_as_the_page(line: Line) -> None:
    key = sign_in(Client(), line.qin).session.session_key or ""
    assert stream._desks_of(key) == [line.city.pk]
    for person in (make_person("林晓", union=line.city), make_officer(line.city, role="leader")):
        assert stream._desks_of(sign_in(Client(), person).session.session_key or "") == []
    assert stream._desks_of("nobody") == []
    line.qin.accounts.update(password="changed")
    assert stream._desks_of(key) == []


@pytest.mark.parametrize(("path", "status"), [("/live/seats", 403), ("/live/seats/other", 404)])
@pytest.mark.django_db(transaction=True)
def test_a_stranger_gets_no_stream(path: str, status: int) -> None:
    sent: list[Any] = []

    async def take(message: Any) -> None:
        sent.append(message)

    async def nothing() -> Any:
        return {"type": "http.disconnect"}

    scope = {"method": "GET", "path": path, "query_string": b"", "headers": []}
    asyncio.run(stream.seats_stream(scope, nothing, take))
    assert sent[0]["status"] == status


def test_every_change_is_another_word_and_rest_is_the_same(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "FRESH", 0.0)  # asked every time
    sit(line.city, "801", by=line.qin)
    call = make_ringing(line)
    deeds: list[Callable[[], object]] = [
        lambda: pick(call, by=line.qin),
        lambda: put_back(call, by=line.qin),
        lambda: make_ringing(line),
        lambda: pick(call, by=line.tan),
        lambda: settle(call, "wrong", by=line.tan),
    ]
    told = [word(line)]
    for deed in deeds:
        deed()
        told.append(word(line))
        assert word(line) == told[-1]
    assert all(before != after for before, after in pairwise(told))
    assert PHONE not in "".join(told)


def word(line: Line) -> str:
    return stream._version_of([line.city.pk])


def test_a_desk_is_asked_for_once_a_second(line: Line, django_assert_num_queries: Any) -> None:
    word(line)
    with django_assert_num_queries(0):
        for _seat in range(50):
            word(line)
