# SPDX-License-Identifier: Apache-2.0
import json
import socket
import time

import pytest

from unionnet.foundation.server import lanes
from unionnet.foundation.server.dispatch import Dispatcher

from .conftest import Launch


def raw(port: int, request: bytes) -> tuple[int, bytes]:
    """Send these bytes as they are; (status, body)."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as door:
        door.sendall(request)
        answer = b""
        while piece := door.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


def request(method: bytes, path: bytes, *headers: bytes, body: bytes = b"") -> bytes:
    lines = [method + b" " + path + b" HTTP/1.1", b"Host: localhost", b"Connection: close", *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def with_length(body: bytes) -> bytes:
    return b"Content-Length: %d" % len(body)


def test_a_lane_takes_whole_words_only_and_the_longest_prefix_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "_lanes", {})

    async def app(*_: object) -> None: ...

    lanes.mount("/hot", app)
    lanes.mount("/hot/enrolment/", app)
    found = {path: lane.prefix if (lane := lanes.lane_for(path)) else None for path in
             ("/hot", "/hot/", "/hot/x", "/hotel", "/hot/enrolment/7/place", "/", "/a/hot")}  # fmt: skip
    assert found == {
        "/hot": "/hot", "/hot/": "/hot", "/hot/x": "/hot", "/hotel": None,
        "/hot/enrolment/7/place": "/hot/enrolment", "/": None, "/a/hot": None,
    }  # fmt: skip


def test_what_no_lane_takes_goes_to_django(small: int) -> None:
    status, body = raw(small, request(b"GET", "/人/x?a=1".encode()))
    assert status == 200
    assert json.loads(body)["path"] == "/人/x"


def test_raw_bytes_in_a_query_reach_django_escaped(small: int) -> None:
    status, body = raw(small, request(b"GET", b"/x?name=\xe5\xb7\xa5"))
    assert status == 200
    assert json.loads(body)["query"] == "name=%E5%B7%A5"


def test_a_header_with_an_underscore_cannot_pose_as_another(small: int) -> None:
    forged = b"X_Forwarded_For: 1.2.3.4"
    _, body = raw(small, request(b"GET", b"/x", forged, b"X-Real: 1"))
    assert json.loads(body)["headers"] == {"HTTP_X_REAL": "1"}


@pytest.mark.parametrize("path", [b"/echo", b"/page"])
def test_two_statements_of_length_are_refused(small: int, path: bytes) -> None:
    smuggled = request(
        b"POST", path, b"Content-Length: 5", b"Transfer-Encoding: chunked", body=b"5\r\nhello\r\n0\r\n\r\n"
    )
    assert raw(small, smuggled)[0] == 400


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [(b"/echo", 2000, 200), (b"/echo", 2001, 413), (b"/echo/more", 2001, 200), (b"/page", 1000, 200),
     (b"/page", 1001, 413)],
)  # fmt: skip
def test_each_lane_has_its_limit(small: int, path: bytes, size: int, status: int) -> None:
    body = b"x" * size
    assert raw(small, request(b"POST", path, with_length(body), body=body))[0] == status


def test_an_upload_may_be_larger_than_a_form(small: int) -> None:
    body = b"x" * 3000
    upload = b"Content-Type: multipart/form-data; boundary=x"
    assert raw(small, request(b"POST", b"/page", upload, with_length(body), body=body))[0] == 200


@pytest.fixture(scope="module")
def chunky(launch: Launch) -> int:
    """Behind a proxy that looks after Transfer-Encoding."""
    return launch(UNIONNET_ALLOW_CHUNKED="1")


@pytest.mark.parametrize(("path", "status"), [(b"/echo", 413), (b"/page", 413), (b"/echo/more", 200)])
def test_a_body_in_chunks_is_counted_as_it_comes(chunky: int, path: bytes, status: int) -> None:
    chunks = b"".join(b"3E8\r\n" + b"y" * 1000 + b"\r\n" for _ in range(3)) + b"0\r\n\r\n"
    assert raw(chunky, request(b"POST", path, b"Transfer-Encoding: chunked", body=chunks))[0] == status


def test_off_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for said, takes in (("0", False), ("", False), ("1", True), ("on", True)):
        monkeypatch.setenv("UNIONNET_ALLOW_CHUNKED", said)
        assert Dispatcher(lambda *_: []).takes_chunks is takes


def test_django_can_read_a_body_that_came_in_chunks(chunky: int) -> None:
    chunks = b"4\r\nname\r\n3\r\n=\xe5\xb7\r\n1\r\n\xa5\r\n0\r\n\r\n"
    _, body = raw(chunky, request(b"POST", b"/page", b"Transfer-Encoding: chunked", body=chunks))
    assert json.loads(body)["body"] == "name=工"


def test_django_reads_a_form_that_came_in_pieces(small: int) -> None:
    body = b"name=" + b"x" * 900
    with socket.create_connection(("127.0.0.1", small), timeout=10) as door:
        door.sendall(request(b"POST", b"/page", with_length(body)))
        for start in range(0, len(body), 300):
            time.sleep(0.05)
            door.sendall(body[start : start + 300])
        answer = b""
        while piece := door.recv(65536):
            answer += piece
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["body"] == body.decode()


@pytest.mark.parametrize("path", [b"/a%00b", b"/x?name=%00"])
def test_a_nul_comes_no_further_than_the_door(small: int, path: bytes) -> None:
    assert raw(small, request(b"GET", path))[0] == 400


def test_a_machine_is_refused_in_json(small: int) -> None:
    status, body = raw(small, request(b"GET", b"/api/v1/x?name=%00"))
    assert (status, json.loads(body)["code"]) == (400, "malformed")


def test_a_lane_that_breaks_answers_and_the_server_goes_on(small: int) -> None:
    assert raw(small, request(b"GET", b"/broken"))[0] == 500
    assert raw(small, request(b"GET", b"/page"))[0] == 200
