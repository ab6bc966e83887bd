# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable

Header = tuple[bytes, bytes]
JSON = (b"content-type", b"application/json")
NO_STORE = (b"cache-control", b"no-store")


class Spoken:
    """An answer as the server wants it: made once, sent as often as it is due."""

    __slots__ = ("body", "start", "status")

    def __init__(self, status: int, body: bytes, more: Iterable[Header] = ()) -> None:
        headers = [JSON, NO_STORE, (b"content-length", b"%d" % len(body)), *more]
        self.status = status
        self.start = {"type": "http.response.start", "status": status, "headers": headers}
        self.body = {"type": "http.response.body", "body": body}
