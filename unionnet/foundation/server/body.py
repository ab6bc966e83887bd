# SPDX-License-Identifier: Apache-2.0
"""How large a request may be. The server below has no limit of its own."""

from .asgi_words import Message, Receive, Scope


class BodyTooLarge(Exception):
    """More came than this lane takes."""


def stated_length(scope: Scope) -> int | None:
    """The stated length, 0 when none is stated, None when the statement makes no sense."""
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    if not lengths:
        return 0
    chunked = any(name == b"transfer-encoding" for name, _value in scope["headers"])
    if chunked or len(lengths) > 1 or not lengths[0].isdigit() or len(lengths[0]) > 18:
        return None
    return int(lengths[0])


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


async def gathered(scope: Scope, receive: Receive, limit: int) -> Receive:
    """A body sent in chunks, read whole and given a length: WSGI reads nothing that has none."""
    body = await read_body(receive, limit)
    kept = [pair for pair in scope["headers"] if pair[0] != b"transfer-encoding"]
    scope["headers"] = [*kept, (b"content-length", b"%d" % len(body))]
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
