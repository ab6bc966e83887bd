# SPDX-License-Identifier: Apache-2.0
"""The ASGI application: looks at the request once, then hands it to a lane or to Django."""

import asyncio
import contextlib
import os
import signal
from types import FrameType
from typing import Any

import structlog
from a2wsgi import WSGIMiddleware
from django.conf import settings

from . import lanes, leash, streams
from .asgi_words import App, Message, Receive, Scope, Send, answer, header
from .body import BodyTooLarge, gathered, limited, stated_length

log = structlog.get_logger(__name__)
SORRY = "系统出错，请稍后再试。 / Something went wrong, please try again shortly.\n".encode()
BUSY = "现在人很多，请稍后再试。 / Very busy just now, please try again shortly.\n".encode()


class Dispatcher:
    """Raw lanes first; the rest to Django in a bounded pool of threads with a bounded queue before it."""

    def __init__(self, wsgi: Any, *, threads: int = 8, waiting: int = 512) -> None:
        self.django: Any = WSGIMiddleware(wsgi, workers=threads)
        self.room = threads + waiting
        self.inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _lifespan(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = stated_length(scope)
        if length is None:
            # Two statements of length are how requests are smuggled past a proxy.
            await answer(send, 400, b"bad request: length\n", more=[(b"connection", b"close")])
            return
        lane = lanes.lane_for(scope["path"])
        limit = lane.body_limit if lane else _django_limit(scope)
        if length > limit:
            await _too_large(send)
            return
        try:
            if lane:
                await lane.app(scope, limited(receive, limit), send)
            else:
                await self._to_django(scope, receive, send, limit)
        except BodyTooLarge:
            await _too_large(send)
        except Exception:
            log.exception("a request failed", path=scope["path"])
            with contextlib.suppress(Exception):  # an answer may have begun
                await answer(send, 500, SORRY)

    async def _to_django(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        if self.inside >= self.room:
            await answer(send, 503, BUSY, more=[(b"retry-after", b"2")])
            return
        self.inside += 1
        try:
            if header(scope, b"transfer-encoding") is not None:
                receive = await gathered(scope, receive, limit)
            await self.django(_for_wsgi(scope), receive, send)
        finally:
            self.inside -= 1


def _for_wsgi(scope: Scope) -> Scope:
    """What WSGI cannot carry: raw bytes in a query, and `_` in a header name, which it takes for `-`."""
    query = scope["query_string"]
    if not query.isascii():
        query = b"".join(b"%%%02X" % byte if byte > 126 else bytes([byte]) for byte in query)
    headers = [pair for pair in scope["headers"] if b"_" not in pair[0]]
    path = scope["path"].encode("utf-8", "replace").decode()
    return {**scope, "query_string": query, "headers": headers, "path": path}


def _django_limit(scope: Scope) -> int:
    kind = header(scope, b"content-type") or b""
    is_upload = kind.lower().startswith(b"multipart/form-data")
    return int(
        getattr(settings, "UNIONNET_UPLOAD_LIMIT", 20 * 1024 * 1024)
        if is_upload
        else getattr(settings, "UNIONNET_BODY_LIMIT", 1024 * 1024)
    )


async def _too_large(send: Send) -> None:
    text = "内容太大。 / The request is too large.\n".encode()
    with contextlib.suppress(Exception):  # an answer may have begun; then the connection just ends
        await answer(send, 413, text, more=[(b"connection", b"close")])


async def _lifespan(receive: Receive, send: Send) -> None:
    await _expect(receive, "lifespan.startup")
    try:
        for hook in lanes.startup_hooks:
            await hook()
    except Exception as problem:
        await send({"type": "lifespan.startup.failed", "message": repr(problem)})
        raise
    _close_streams_on_signal()
    await send({"type": "lifespan.startup.complete"})
    await _expect(receive, "lifespan.shutdown")
    streams.close_all()
    for hook in lanes.shutdown_hooks:
        with contextlib.suppress(Exception):
            await hook()
    await send({"type": "lifespan.shutdown.complete"})


async def _expect(receive: Receive, kind: str) -> Message:
    while True:
        message = await receive()
        if message["type"] == kind:
            return message


def _close_streams_on_signal() -> None:
    """Servers wait for open answers before they tell us of the shutdown; a stream would wait for ever."""
    loop = asyncio.get_running_loop()

    def chain(number: signal.Signals) -> None:
        before = signal.getsignal(number)

        def told(received: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(streams.close_all)
            if callable(before):
                before(received, frame)

        signal.signal(number, told)
        signal.siginterrupt(number, False)

    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(ValueError):  # not in the main thread: tests and other servers
            chain(number)


def application_around(wsgi: Any) -> App:
    """The whole application, with the proxies the operator trusts in front of it."""
    leash.end_with_parent_when_supervised()
    app: App = Dispatcher(
        wsgi,
        threads=int(os.environ.get("UNIONNET_THREADS", "8")),
        waiting=int(os.environ.get("UNIONNET_WAITING", "512")),
    )
    trusted = [name for name in os.environ.get("UNIONNET_TRUSTED_PROXIES", "").split(",") if name]
    if trusted:
        from granian.utils.proxies import wrap_asgi_with_proxy_headers

        app = wrap_asgi_with_proxy_headers(app, trusted_hosts=trusted)
    return app
