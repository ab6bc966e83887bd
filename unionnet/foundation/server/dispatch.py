# SPDX-License-Identifier: Apache-2.0
"""The ASGI application: looks at the request once, then hands it to a lane or to Django."""

import asyncio
import contextlib
import os

import structlog

from . import lanes, leash
from .asgi_words import App, ClientGone, Receive, Scope, Send, answer, answer_json, header
from .body import BodyTooLarge, BodyTooSlow, gathered, limited, stated_length
from .lifespan import lifespan
from .wsgi import WsgiApp, WsgiLane

log = structlog.get_logger(__name__)
MEBI = 1024 * 1024
BODY_LIMIT = int(os.environ.get("UNIONNET_BODY_LIMIT", str(MEBI)))
UPLOAD_LIMIT = int(os.environ.get("UNIONNET_UPLOAD_LIMIT", str(20 * MEBI)))
REFUSALS = {
    "busy": (503, "现在人很多，请稍后再试。 / Very busy just now, please try again shortly."),
    "failed": (500, "系统出错，请稍后再试。 / Something went wrong, please try again shortly."),
    "too_large": (413, "内容太大。 / The request is too large."),
    "too_slow": (408, "内容传送太慢，请重试。 / The request came too slowly, please try again."),
    "no_length": (400, "请求须注明 Content-Length。 / A request states its Content-Length, once."),
    "malformed": (400, "请求格式不正确。 / The request is malformed."),
}
GOODBYE = {"too_large", "too_slow", "no_length"}


class Dispatcher:
    """Raw lanes first; the rest to Django in a bounded pool of threads with a bounded queue before it."""

    def __init__(self, wsgi: WsgiApp, *, threads: int = 4, waiting: int = 512, uploads: int = 8) -> None:
        self.django = WsgiLane(wsgi, threads)
        self.room = threads + waiting
        self.inside = 0
        self.uploads = uploads
        self.takes_chunks = os.environ.get("UNIONNET_ALLOW_CHUNKED", "").lower() in ("1", "true", "yes", "on")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await lifespan(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = stated_length(scope, takes_chunks=self.takes_chunks)
        if length is None:
            await refuse(scope, send, "no_length")
            return
        lane = lanes.lane_for(scope["path"])
        limit = lane.body_limit if lane else _django_limit(scope)
        try:
            if length > limit:
                raise BodyTooLarge
            if lane:
                await lane.app(scope, limited(receive, limit), send)
            else:
                await self._to_django(scope, receive, send, length, limit)
        except BodyTooLarge:
            await refuse(scope, send, "too_large")
        except BodyTooSlow:
            await refuse(scope, send, "too_slow")
        except ClientGone:
            await refuse(scope, send, "malformed")
        except Exception:
            log.exception("a request failed", path=scope["path"])
            await refuse(scope, send, "failed")

    async def _to_django(self, scope: Scope, receive: Receive, send: Send, length: int, limit: int) -> None:
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            await refuse(scope, send, "malformed")
            return
        large = length > MEBI
        if self.inside >= self.room or (large and not self.uploads):
            await refuse(scope, send, "busy")
            return
        self.inside += 1
        self.uploads -= large
        try:
            # Whole before a thread is taken: a slow sender holds up nobody but itself.
            body = await gathered(receive, length, limit) if length or self.takes_chunks else b""
            await self.django(scope, body, receive, send)
        finally:
            self.inside -= 1
            self.uploads += large


def _django_limit(scope: Scope) -> int:
    kind = header(scope, b"content-type") or b""
    return UPLOAD_LIMIT if kind.lower().startswith(b"multipart/form-data") else BODY_LIMIT


async def refuse(scope: Scope, send: Send, code: str) -> None:
    """A short answer of the house itself, in the words machines or people expect."""
    status, words = REFUSALS[code]
    more = [(b"connection", b"close")] if code in GOODBYE else []
    more += [(b"retry-after", b"2")] if status == 503 else []
    with contextlib.suppress(Exception):  # an answer may have begun; then the connection just ends
        if scope["path"].startswith(("/api/", "/hot/")):
            await answer_json(send, status, {"code": code, "message": words}, more)
        else:
            await answer(send, status, f"{words}\n".encode(), more=more)


async def warm_up() -> None:
    """Routing is read at the first request; the first visitor should not wait for it."""
    asyncio.get_running_loop().run_in_executor(None, _read_routes)


def _read_routes() -> None:
    from django.urls import get_resolver

    try:
        _ = get_resolver().url_patterns
    except Exception:
        log.exception("the routes cannot be read")


def application_around(wsgi: WsgiApp) -> App:
    """The whole application, with the proxies the operator trusts in front of it."""
    leash.end_with_parent_when_supervised()
    app: App = Dispatcher(
        wsgi,
        threads=int(os.environ.get("UNIONNET_THREADS", "4")),
        waiting=int(os.environ.get("UNIONNET_WAITING", "512")),
    )
    trusted = [name for name in os.environ.get("UNIONNET_TRUSTED_PROXIES", "").split(",") if name]
    if trusted:
        from granian.utils.proxies import wrap_asgi_with_proxy_headers

        app = wrap_asgi_with_proxy_headers(app, trusted_hosts=trusted)
    return app
