# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.doors.api import budget
from unionnet.doors.api.actions import issue_token, revoke_token

pytestmark = pytest.mark.django_db
PUBLIC = "/api/v1/courses"


@pytest.fixture(autouse=True)
def three_a_minute(settings: Settings) -> Iterator[None]:
    settings.UNIONNET_API_PER_MINUTE = 3
    while time.monotonic() % budget.WINDOW > budget.WINDOW - 3:  # not across the turn of a minute
        time.sleep(0.1)
    budget.counts.forget()
    yield
    budget.counts.forget()


def answers(client: Client, times: int, address: str = "192.0.2.7", **headers: str) -> list[int]:
    return [client.get(PUBLIC, REMOTE_ADDR=address, headers=headers).status_code for _ in range(times)]


def test_the_fourth_request_of_a_minute_waits_and_is_told_how_long(client: Client) -> None:
    assert answers(client, 3) == [200, 200, 200]
    told = client.get(PUBLIC, REMOTE_ADDR="192.0.2.7")
    assert told.status_code == 429
    assert 1 <= int(told["Retry-After"]) <= 60
    assert told.json() == {
        "code": "too_many",
        "message": f"请求太频繁，请 {told['Retry-After']} 秒后再试。",
        "rule": None,
        "citation": None,
    }
    assert answers(client, 1, "192.0.2.8") == [200]


def test_each_token_and_each_person_has_a_budget_apart_from_their_address(client: Client) -> None:
    union = make_union("永宁街道总工会")
    admin = make_officer(union, role="system_admin")
    token, secret = issue_token(union, "测试", ["organisations:read"], days=1, by=admin)
    known = {"Authorization": f"Bearer {secret}"}
    assert answers(client, 1, **known) == [200]  # its first counts for the address
    assert answers(client, 4) == [200, 200, 429, 429]
    assert answers(client, 4, **known) == [200, 200, 200, 429]
    assert answers(sign_in(Client(), make_person("秦朗", union=union)), 4) == [200, 200, 200, 429]
    revoke_token(token, by=admin)
    budget.counts.forget()
    assert answers(client, 4, **known) == [401, 401, 401, 429]


def test_guessing_tokens_gets_no_fresh_budgets(client: Client) -> None:
    guesses = [answers(client, 1, Authorization=f"Bearer un_{n}") for n in range(5)]
    assert guesses == [[401], [401], [401], [429], [429]]


def test_one_household_of_new_addresses_is_one_caller(client: Client) -> None:
    assert answers(client, 3, "2001:db8:1:2::1") == [200, 200, 200]
    assert answers(client, 1, "2001:db8:1:2:ffff::9") == [429]
    assert answers(client, 1, "2001:db8:1:3::1") == [200]


def test_an_old_address_in_new_clothes_is_the_same_caller(client: Client) -> None:
    assert answers(client, 3, "::ffff:192.0.2.7") == [200, 200, 200]
    assert answers(client, 1, "192.0.2.7") == [429]
    assert answers(client, 1, "::ffff:192.0.2.8") == [200]


def test_the_next_minute_begins_anew_and_memory_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [600.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(budget, "MOST_CALLERS", 2)
    counts = budget.Counts()
    assert [counts.spend(("address", n), 1) for n in "abcd"] == [0, 0, 0, 60]
    now[0] = 659.5
    assert counts.spend(("address", "a"), 1) == 1
    now[0] = 660.0
    assert counts.spend(("address", "a"), 1) == 0


def test_nothing_is_counted_when_the_budget_is_nought(client: Client, settings: Settings) -> None:
    settings.UNIONNET_API_PER_MINUTE = 0
    assert answers(client, 5) == [200] * 5


def test_a_count_costs_less_than_a_tenth_of_a_millisecond() -> None:
    counts = budget.Counts()
    began = time.perf_counter()
    for number in range(10_000):
        counts.spend(("address", number % 500), 1_000_000)
    assert (time.perf_counter() - began) / 10_000 < 0.000_1
