# SPDX-License-Identifier: Apache-2.0
import json
import socket
from typing import Any

import pytest

from unionnet.foundation.server.wsgi import environ_of

from .conftest import Launch, wait_for
from .test_dispatch import raw, request, with_length


def told(port: int) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(raw(port, request(b"GET", b"/page"))[1])
    return answer


def scope(*headers: tuple[bytes, bytes], **more: object) -> dict[str, object]:
    return {
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "http_version": "1.1",
        "headers": headers,
        **more,
    }


def test_headers_said_twice_are_joined_as_each_must_be() -> None:
    environ = environ_of(
        scope((b"cookie", b"a=1"), (b"accept", b"x"), (b"cookie", b"b=2"), (b"accept", b"y")), b""
    )
    assert (environ["HTTP_COOKIE"], environ["HTTP_ACCEPT"]) == ("a=1; b=2", "x,y")


def test_the_length_is_that_of_the_body_at_hand() -> None:
    said = ((b"content-length", b"9"), (b"content-type", b"text/plain"))
    environ = environ_of(scope(*said), b"four")
    assert (environ["CONTENT_LENGTH"], environ["CONTENT_TYPE"]) == ("4", "text/plain")
    assert not [key for key in environ if key in ("HTTP_CONTENT_LENGTH", "HTTP_CONTENT_TYPE")]


@pytest.fixture
def fresh(launch: Launch) -> int:
    return launch(UNIONNET_THREADS="2")


def test_a_long_answer_comes_whole_and_is_closed(fresh: int) -> None:
    assert len(raw(fresh, request(b"GET", b"/long"))[1]) >= 640 * 65_536
    assert told(fresh)["closed"] == 1


def test_a_reader_who_goes_gives_the_thread_back(fresh: int) -> None:
    """Twice as many as there are threads: were one of them kept, the page after them would never come."""
    for _ in range(4):
        with socket.create_connection(("127.0.0.1", fresh), timeout=10) as door:
            door.sendall(request(b"GET", b"/long"))
            door.recv(1000)
    wait_for(lambda: told(fresh)["closed"] == 4, 10)
    assert told(fresh)["given"] < 4 * 640


def test_a_form_cut_off_on_its_way_is_not_acted_upon(fresh: int) -> None:
    form = request(b"POST", b"/long", with_length(b"x" * 100), body=b"x" * 50)
    with socket.create_connection(("127.0.0.1", fresh), timeout=10) as door:
        door.sendall(form)
    assert told(fresh)["given"] == 0
