# SPDX-License-Identifier: Apache-2.0
import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_nul_in_an_address_or_a_form_is_refused_before_any_page(client: Client) -> None:
    assert client.get("/offline", {"q": "a\x00b"}).status_code == 400
    assert client.get("/offline", {"\x00": "a"}).status_code == 400
    assert client.post("/language", {"language": "en\x00"}).status_code == 400
    assert (
        client.post("/language", "language=%00", content_type="application/x-www-form-urlencoded").status_code
        == 400
    )


def test_everything_else_goes_on(client: Client) -> None:
    assert client.get("/offline", {"q": "%25 '𠮷\n"}).status_code == 200
