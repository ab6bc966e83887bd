# SPDX-License-Identifier: Apache-2.0
"""The contract is a file in the repository: whoever changes it sees the change as a diff."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from unionnet.doors.api.root import api

KEPT = Path(settings.ROOT) / "docs" / "openapi.json"
ALWAYS = {"400", "401", "403", "404", "409", "413", "422", "429", "503"}


@pytest.fixture
def document() -> dict[str, Any]:
    out = io.StringIO()
    call_command("openapi", stdout=out)
    drawn: dict[str, Any] = json.loads(out.getvalue())
    return drawn


def test_the_contract_in_the_repository_is_the_one_that_is_served(document: dict[str, Any]) -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert document == kept, "the contract changed: bin/unionnet manage openapi > docs/openapi.json"


def test_it_is_openapi_three_one(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"


def test_every_operation_says_who_may_call_and_how_it_refuses(document: dict[str, Any]) -> None:
    silent = [
        f"{method} {path}"
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if "security" not in operation or not set(operation["responses"]) >= ALWAYS
    ]
    assert silent == []


def test_every_operation_has_a_name_of_its_own() -> None:
    document = api.get_openapi_schema()
    names = [
        operation["operationId"] for methods in document["paths"].values() for operation in methods.values()
    ]
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_anybody_may_read_the_contract_and_the_reference(client: Client) -> None:
    assert client.get("/api/v1/openapi.json").json()["openapi"] == "3.1.0"
    page = client.get("/api/v1/docs").content.decode()
    assert "Authorization: Bearer" in page
    assert "<script src=" not in page


@pytest.mark.django_db
def test_an_unknown_address_of_the_api_is_not_found(client: Client) -> None:
    assert client.get("/api/v1/nothing/here").status_code == 404
