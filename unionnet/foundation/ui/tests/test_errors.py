# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from unionnet.foundation.ui.errors import not_permitted

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def test_what_is_not_there_is_a_page_or_json(client: Client) -> None:
    page = client.get("/nothing/here", headers={"accept": "text/html"})
    assert (page.status_code, page["Content-Type"]) == (404, "text/html; charset=utf-8")
    told = client.get("/nothing/here", headers=JSON)
    assert (told.status_code, told.json()) == (404, {"code": "not_found", "message": "没有找到这个页面"})
    assert client.get("/nothing/here", headers={**JSON, "accept-language": "en"}).json()["message"].isascii()


def test_what_is_not_yours_too(rf: RequestFactory) -> None:
    told = not_permitted(rf.get("/", headers=JSON), PermissionDenied())
    assert (told.status_code, told["Content-Type"]) == (403, "application/json")
    assert b"not_permitted" in told.content
