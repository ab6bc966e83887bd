# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from unionnet import urls as ours

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
SHOW = """
import unionnet.asgi
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SHOW statement_timeout")
    print(*cursor.fetchone())
"""


def endless(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '50ms'")
        cursor.execute("SELECT pg_sleep(20)")
    return HttpResponse()


def mistaken(_request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    path("endless", endless),
    path("api/endless", endless),
    path("mistaken", mistaken),
    *ours.urlpatterns,
]
handler500 = ours.handler500


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def test_who_waited_too_long_is_told_to_ask_for_less(visitor: Client) -> None:
    page = visitor.get("/endless", headers={"accept": "text/html"})
    assert page.status_code == 503
    assert "缩小范围" in page.content.decode()
    assert "Retry-After" not in page  # the same again takes as long again
    english = visitor.get("/endless", headers={"accept-language": "en"})
    assert b"took too long and was stopped" in english.content


def test_a_machine_is_told_so_by_code(visitor: Client) -> None:
    told = visitor.get("/api/endless")
    assert (told.status_code, told.json()["code"]) == (503, "took_too_long")
    assert visitor.get("/mistaken", headers={"accept": "application/json"}).json()["code"] == "failed"


@pytest.mark.parametrize(("said", "longest"), [("", "1min"), ("45s", "45s")])
def test_the_server_of_pages_ends_what_does_not_end(said: str, longest: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", SHOW],
        env={**os.environ, "UNIONNET_STATEMENT_TIMEOUT": said},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == longest
