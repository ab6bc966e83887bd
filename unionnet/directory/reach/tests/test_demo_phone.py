# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from unionnet.directory.reach.demo_phone import SHELF, HoldsADemoPhone
from unionnet.directory.reach.models import CodeTurn
from unionnet.directory.reach.sms import send_code

pytestmark = pytest.mark.django_db(transaction=True)


class Session(dict[str, object]):
    """As much of a session as the demo phone needs."""


def asked_for_a_code(mobile: str) -> HttpRequest:
    """A browser asks for a code; the door answers inside the middleware."""
    request = RequestFactory().post("/")
    request.session = Session()  # type: ignore[assignment]

    def door(request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            send_code(mobile, "482913", "join")
        return HttpResponse()

    HoldsADemoPhone(door)(request)
    return request


def texts(session: SessionBase) -> list[str]:
    return [text for _at, text in session.get(SHELF, [])]


def test_in_a_demo_the_code_lies_in_the_browser_that_asked(become_demo: Callable[[], None]) -> None:
    become_demo()
    one, other = asked_for_a_code("13900000001"), asked_for_a_code("13900000002")
    assert ["482913" in text for text in texts(one.session)] == [True]
    assert len(texts(other.session)) == 1


def test_outside_a_demo_no_session_holds_a_code() -> None:
    assert texts(asked_for_a_code("13900000001").session) == []


def test_a_request_that_is_undone_neither_counts_nor_sends(
    become_demo: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    become_demo()

    def undone() -> None:
        with transaction.atomic():
            send_code("13900000001", "482913")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert CodeTurn.objects.count() == 0
    assert "482913" not in capsys.readouterr().err
