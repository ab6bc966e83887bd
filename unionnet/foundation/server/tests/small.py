# SPDX-License-Identifier: Apache-2.0
"""A small application for trying the server: a stream, an echo, and a WSGI page that tells what reached it.

SABOTAGE=no_watcher takes away what ends a stream when its client has gone.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any

os.environ["UNIONNET_BODY_LIMIT"] = "1000"
os.environ["UNIONNET_UPLOAD_LIMIT"] = "5000"

from unionnet.foundation.server import lanes, streams
from unionnet.foundation.server.asgi_words import Receive, Scope, Send, answer, answer_json
from unionnet.foundation.server.body import read_body
from unionnet.foundation.server.dispatch import application_around
from unionnet.foundation.server.streams import Event, event_stream


async def ticks() -> AsyncIterator[Event]:
    number = 0
    while True:
        yield Event(f"{number}\nsecond line", name="tick", id=str(number))
        number += 1
        await asyncio.sleep(0.2)


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    await event_stream(scope, receive, send, ticks(), heartbeat=0.5)


async def count(scope: Scope, receive: Receive, send: Send) -> None:
    await answer_json(send, 200, {"streams": streams.open_streams()})


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    await answer(send, 200, await read_body(receive, 100_000))


async def broken(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("as asked")


class Long:
    """Forty megabytes in pieces, without end in sight; `given` and `closed` tell how far it came."""

    given = closed = 0

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(640):
            Long.given += 1
            yield b"z" * 65_536

    def close(self) -> None:
        Long.closed += 1


def page(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/long":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return Long()
    length = int(environ.get("CONTENT_LENGTH") or 0)
    told = {
        "path": environ["PATH_INFO"].encode("latin-1").decode(),
        "query": environ["QUERY_STRING"],
        "headers": {key: value for key, value in environ.items() if key.startswith("HTTP_X")},
        "given": Long.given,
        "closed": Long.closed,
        "body": environ["wsgi.input"].read(length).decode() if length else "",
    }
    content = json.dumps(told).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(content)))])
    return [content]


async def never(receive: Receive, stream: object) -> None:
    await asyncio.Event().wait()


if os.environ.get("SABOTAGE") == "no_watcher":
    streams._watch = never

lanes.mount("/stream", stream)
lanes.mount("/count", count)
lanes.mount("/echo", echo, body_limit=2000)
lanes.mount("/echo/more", echo, body_limit=4000)
lanes.mount("/broken", broken)
application = application_around(page)
