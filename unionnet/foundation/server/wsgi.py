# SPDX-License-Identifier: Apache-2.0
"""Django's lane: a request whose body is here goes to a thread, and its answer comes back in one piece.

An answer that grows past HELD while it is made is sent on as it comes, and then its reader sets the pace.
"""

import asyncio
import contextvars
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from .asgi_words import ClientGone, Header, Receive, Scope, Send, until_gone

HELD = 256 * 1024
SLOWEST_READER = 30.0
ABOUT_THE_BODY = (b"content-length", b"transfer-encoding")

Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class WsgiLane:
    """Runs a WSGI application in a pool of threads. One trip there and one back for all but long answers."""

    def __init__(self, app: WsgiApp, threads: int) -> None:
        self.app = app
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
        """`body` is all of the request's; `receive` then tells only that the client has gone."""
        loop = asyncio.get_running_loop()
        answer = _Answer(loop, receive, send)
        run = contextvars.copy_context().run
        try:
            await loop.run_in_executor(self.threads, run, self._run, environ_of(scope, body), answer)
            await answer.end()
        finally:
            answer.forget()

    def _run(self, environ: Environ, answer: "_Answer") -> None:
        pieces = self.app(environ, answer.start)
        try:
            answer.take(pieces)
        finally:
            close = getattr(pieces, "close", None)
            if close:
                close()


class _Answer:
    """What a thread has made of the answer so far, and how much of it has left."""

    def __init__(self, loop: asyncio.AbstractEventLoop, receive: Receive, send: Send) -> None:
        self.loop = loop
        self.receive = receive
        self.send = send
        self.head: dict[str, Any] = {}
        self.held: list[bytes] = []
        self.begun = False
        self.gone: asyncio.Future[Any] | None = None

    def start(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], None]:
        """WSGI's start_response."""
        if self.begun and exc_info:
            raise exc_info[1].with_traceback(exc_info[2])
        lines: list[Header] = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]
        self.head = {"type": "http.response.start", "status": int(status[:3]), "headers": lines}
        return self.held.append

    def take(self, pieces: Iterable[bytes]) -> None:
        """In the thread: hold the pieces, or send them on when they grow too many to hold."""
        size = 0
        for piece in pieces:
            self.held.append(piece)
            size += len(piece)
            if size > HELD:
                asyncio.run_coroutine_threadsafe(self._push(), self.loop).result()
                size = 0

    async def end(self) -> None:
        """In the loop: what is still held, and the end."""
        await self._begin()
        await self.send({"type": "http.response.body", "body": b"".join(self.held)})

    def forget(self) -> None:
        """Wait no longer for the client to go."""
        if self.gone:
            self.gone.cancel()

    async def _push(self) -> None:
        # The server takes what is sent after the client has gone, and says nothing.
        self.gone = self.gone or asyncio.ensure_future(until_gone(self.receive))
        if self.gone.done():
            raise ClientGone
        try:
            async with asyncio.timeout(SLOWEST_READER):
                await self._begin()
                await self.send(
                    {"type": "http.response.body", "body": b"".join(self.held), "more_body": True}
                )
        except TimeoutError as problem:
            raise ClientGone from problem
        self.held.clear()

    async def _begin(self) -> None:
        if not self.begun:
            self.begun = True
            await self.send(self.head)


def environ_of(scope: Scope, body: bytes) -> Environ:
    """The request in WSGI's words, less the headers with `_` in their names, which pose as others."""
    host, port = scope.get("server") or ("localhost", 80)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": _ascii(scope["query_string"]),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.get("client"):
        environ["REMOTE_ADDR"] = scope["client"][0]
    environ.update(_header_lines(scope))
    if body:
        environ["CONTENT_LENGTH"] = str(len(body))
    return environ


def _header_lines(scope: Scope) -> Iterator[tuple[str, str]]:
    lines: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if b"_" not in name and name not in ABOUT_THE_BODY:
            joint = b"; " if name == b"cookie" else b","
            lines[name] = lines[name] + joint + value if name in lines else value
    for name, value in lines.items():
        key = name.decode("latin-1").upper().replace("-", "_")
        yield key if key == "CONTENT_TYPE" else f"HTTP_{key}", value.decode("latin-1")


def _ascii(query: bytes) -> str:
    """Raw bytes in a query escaped, as WSGI must have them."""
    if query.isascii():
        return query.decode()
    return "".join(f"%{byte:02X}" if byte > 126 else chr(byte) for byte in query)
