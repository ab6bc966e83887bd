# SPDX-License-Identifier: Apache-2.0
"""The ticket of the hot lane: says who is asking, without a session and without a database."""

from __future__ import annotations

import hashlib
import hmac
import struct
import time
from functools import cache

from unionnet.foundation.crypto.keys import key_ring

LIVES = 3600
HEAD = struct.Struct(">BQI")
MARK = 16
VERSION = 1
LENGTH = 2 * (HEAD.size + MARK)


def issue(person_id: int, *, now: float | None = None) -> str:
    """A ticket for an hour: 58 characters, fit for a header."""
    expires = int((time.time() if now is None else now) + LIVES)
    head = HEAD.pack(VERSION, person_id, expires)
    return (head + _mark(head)).hex()


def read(ticket: bytes, *, now: float | None = None) -> int | None:
    """The person of a ticket; None when it is forged, damaged or over."""
    if len(ticket) != LENGTH:
        return None
    try:
        raw = bytes.fromhex(ticket.decode("ascii"))
    except ValueError:
        return None
    head, mark = raw[: HEAD.size], raw[HEAD.size :]
    if not hmac.compare_digest(mark, _mark(head)):
        return None
    version, person_id, expires = HEAD.unpack(head)
    over = (time.time() if now is None else now) >= expires
    return None if over or version != VERSION else int(person_id)


def _mark(head: bytes) -> bytes:
    """Keyed BLAKE2s: asked of every request, and made in a quarter of the time of HMAC."""
    return hashlib.blake2s(head, key=_key(), digest_size=MARK).digest()


@cache
def _key() -> bytes:
    return hmac.digest(key_ring().signing, b"hotlane.ticket", "sha256")
