# SPDX-License-Identifier: Apache-2.0
"""The reference: what the server can answer when the application does nothing at all."""

from __future__ import annotations

from unionnet.foundation.server.asgi_words import Receive, Scope, Send

BODY = b'{"code":"full","message":"","rule":null,"citation":null}'
HEADERS = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(BODY))]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 409, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY})
