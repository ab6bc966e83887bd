# SPDX-License-Identifier: Apache-2.0
"""Claim 27: fuzz finds no 5xx. Generated requests on all of the API; hostile words on all forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

import pytest
import requests
import schemathesis
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pytest_django import Settings

from tests.figures import figure, measured
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.people.models import Person
from unionnet.doors.api.actions import issue_token
from unionnet.doors.api.root import api
from unionnet.doors.api.scopes import SCOPES

LEAST = figure("CASES", 800)
EVERY_WORD = figure("EVERY_WORD", 0)
SCHEMA: Any = schemathesis.openapi.from_dict(dict(api.get_openapi_schema()))
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]
EACH = -(-LEAST // (2 * len(OPERATIONS))) + 1
SEED = 27
pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    "\ud800",
    "\x1b[31m",
    "\u202e",
    "长" * 300,
    "x" * 20_000,
    "9" * 20,
    "-1",
    "1e999",
    "NaN",
    "' OR 1=1 --",
    "%00",
    "%",
    "../../../etc/passwd",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "=1+1",
    "2026-02-30",
    "🧨" * 40,
]
TURNS = range(0, len(HOSTILE), 4)
NAMES = ["q", "after", "before", "size", "sort", "tab", "lat", "lon", "day", "state", "at", "next"]
NAMES += ["page", "kind", "union", "stage"]
asked: Counter[int] = Counter()


@pytest.fixture
def officer() -> Person:
    return make_officer(make_union("永宁街道总工会"))


@pytest.fixture(params=["stranger", "token"])
def caller(request: pytest.FixtureRequest) -> dict[str, str]:
    """Nobody, and a machine that may do everything."""
    if request.param == "stranger":
        return {}
    admin = make_officer(make_union("云阳县总工会"), role="system_admin")
    union = admin.roles.get().organisation
    return {"Authorization": f"Bearer {issue_token(union, '模糊测试', list(SCOPES), days=1, by=admin)[1]}"}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_no_generated_request_makes_the_api_fail(operation: Any, caller: dict[str, str]) -> None:
    strategies = [
        operation.as_strategy(generation_mode=mode)
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
    ]
    client = Client(raise_request_exception=False)

    @seed(SEED)
    @settings(
        max_examples=EACH,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(strategies))
    def ask(case: Any) -> None:
        answer = _send(client, case, caller)
        asked[answer.status_code] += 1
        assert answer.status_code < 500, f"{case.as_curl_command()}\n{answer.content[:300]!r}"

    ask()


def test_there_were_enough_of_them() -> None:
    if not asked:
        pytest.skip("the generated requests were not run")
    measured(cases=sum(asked.values()), accepted=asked[200] + asked[201])
    assert sum(asked.values()) >= LEAST
    assert asked[200] + asked[201] > 0


def _send(client: Client, case: Any, caller: dict[str, str]) -> Any:
    """The generated request as it would go over the wire."""
    told = case.as_transport_kwargs(base_url="http://testserver")
    headers = {**dict(told.pop("headers", None) or {}), **caller}
    parts = {name: told[name] for name in ("params", "data", "json", "files") if told.get(name) is not None}
    wire = requests.Request(
        told["method"],
        told["url"],
        headers={name: value for name, value in headers.items() if _is_latin(value)},
        **parts,
    ).prepare()
    body = wire.body or b""
    said = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    kind = str(wire.headers.pop("Content-Type", "application/json"))
    sent = {str(name): str(value) for name, value in wire.headers.items()}
    return client.generic(wire.method or "GET", wire.path_url, said, content_type=kind, headers=sent)


def _is_latin(value: object) -> bool:
    try:
        str(value).encode("latin-1")
    except UnicodeError:
        return False
    return "\n" not in str(value) and "\r" not in str(value)


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address of the product that needs no argument."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern).replace("^", "").replace("$", "").replace("\\Z", "")
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern) and not set(route) & set("<(?"):
            yield f"/{route}"


@pytest.mark.parametrize("signed_in", [False, True], ids=["stranger", "officer"])
def test_no_hostile_word_makes_a_page_fail(
    client: Client, officer: Person, settings: Settings, signed_in: bool
) -> None:
    settings.UNIONNET_SECOND_FACTOR = False
    client.raise_request_exception = False
    if signed_in:
        sign_in(client, officer)
    failed = [
        (address, said[:80], answer.status_code)
        for address in sorted(set(addresses()))
        for said in _hostile(NAMES, address)
        if (answer := client.get(f"{address}?{said}")).status_code >= 500
    ]
    assert failed == []


@pytest.mark.parametrize("signed_in", [False, True], ids=["stranger", "officer"])
def test_no_hostile_word_makes_a_form_fail(
    client: Client, officer: Person, settings: Settings, signed_in: bool
) -> None:
    settings.UNIONNET_SECOND_FACTOR = False
    client.raise_request_exception = False
    failed = []
    for address in sorted(set(addresses())):
        if signed_in:
            sign_in(client, officer)
        for said in _hostile(_fields(client.get(address)), address):
            answer = client.post(address, said, content_type="application/x-www-form-urlencoded")
            if answer.status_code >= 500:
                failed.append((address, said[:80], answer.status_code))
    assert failed == []


def _hostile(names: list[str], address: str) -> list[str]:
    """Queries in which each name gets one hostile word after another, and one of NULs; two of them in turn,
    the drill says all."""
    queries = []
    for turn in TURNS:
        words = {name: HOSTILE[(turn + place) % len(HOSTILE)] for place, name in enumerate(names)}
        said = {name: word[:2000].encode("utf-8", "surrogatepass") for name, word in words.items()}
        queries.append(urlencode(said))
    queries.append(urlencode(dict.fromkeys(names, "a\x00b")))
    half = len(queries) // 2
    turn = crc32(address.encode()) % half
    return queries if EVERY_WORD else [queries[turn], queries[turn + half]]


def _fields(answer: Any) -> list[str]:
    """The names of the inputs on a page; some plain ones where there is no form."""
    if answer.streaming or "text/html" not in answer.headers.get("Content-Type", ""):
        return ["name"]
    found = re.findall(r'<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"', answer.content.decode())
    return sorted(set(found) - {"csrfmiddlewaretoken"}) or ["name"]
