# SPDX-License-Identifier: Apache-2.0
"""How large and how slow a request may be. The server below has no limit of its own."""

import asyncio

from .asgi_words import ClientGone, Message, Receive, Scope

SLOWEST_BODY = 30.0
SLOWEST_BYTES_PER_SECOND = 50_000


class BodyTooLarge(Exception):
    """More came than this lane takes."""


class BodyTooSlow(Exception):
    """The body did not come in time."""


def stated_length(scope: Scope, *, takes_chunks: bool) -> int | None:
    """The stated length, 0 when none is stated, None when the statement cannot be relied on.

    The server below drops Content-Length where Transfer-Encoding stands beside it, which is how requests are
    smuggled past a proxy. We cannot see the pair any more, so chunks are refused unless the operator's proxy
    is known to look after it.
    """
    length: int | None = None
    chunked = False
    for name, value in scope["headers"]:
        if name == b"content-length":
            if length is not None or not value.isdigit() or len(value) > 18:
                return None
            length = int(value)
        elif name == b"transfer-encoding":
            chunked = True
    if chunked:
        return 0 if takes_chunks and length is None else None
    return length or 0


def limited(receive: Receive, limit: int) -> Receive:
    """The same body, but it may not grow past the limit."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body") or b"")
        if taken > limit:
            raise BodyTooLarge
        return message

    return counted


async def read_body(receive: Receive, limit: int) -> bytes:
    """The whole body of a request, as far as it came."""
    parts: list[bytes] = []
    receive = limited(receive, limit)
    more = True
    while more:
        message = await receive()
        parts.append(message.get("body") or b"")
        more = bool(message.get("more_body"))
    return b"".join(parts)


async def gathered(receive: Receive, length: int, limit: int) -> bytes:
    """The whole body of a request; its length is stated, or 0 where it comes in chunks.

    Raises BodyTooLarge, BodyTooSlow, and ClientGone when less came than was stated.
    """
    try:
        async with asyncio.timeout(SLOWEST_BODY + limit / SLOWEST_BYTES_PER_SECOND):
            body = await read_body(receive, limit)
    except TimeoutError as problem:
        raise BodyTooSlow from problem
    if len(body) < length:
        raise ClientGone
    return body
