# SPDX-License-Identifier: Apache-2.0
"""How often one caller may ask in a minute: a token, a signed-in person, or an address of strangers.

Counted in the memory of each server process, by the minutes of its clock: a few microseconds a request and
nothing to keep. So several processes allow as many budgets, and the turn of a minute lets through up to two;
what is held off is the machine that never stops asking.

The hot lane is not counted here. Its ticket is for one person and one offer, it answers a thousand at a time,
says "no" for less than this would cost, and sends away with 429 whom it cannot hold.
"""

from __future__ import annotations

import hashlib
import ipaddress
import threading
import time

from django.conf import settings
from django.http import HttpRequest

WINDOW = 60
MOST_CALLERS = 100_000
Key = tuple[str, object]
EVERYBODY_ELSE: Key = ("the rest", 0)


class Counts:
    """What each caller has used up in this minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0
        self._used: dict[Key, int] = {}
        self._vouched: set[bytes] = set()

    def spend(self, key: Key, most: int) -> int:
        """One request. 0 when it may go on, else the seconds until the next minute."""
        minute, passed = divmod(time.monotonic(), WINDOW)
        with self._lock:
            if minute != self._minute:
                self._minute = int(minute)
                self._used.clear()
            if key not in self._used and len(self._used) >= MOST_CALLERS:
                key = EVERYBODY_ELSE  # more callers than any minute has: they share what one may
            used = self._used.get(key, 0)
            if used >= most:
                return WINDOW - int(passed)
            self._used[key] = used + 1
        return 0

    def vouch(self, secret: str) -> None:
        """This token is real: from now on it has a budget of its own."""
        digest = _digest(secret)
        with self._lock:
            if digest not in self._vouched and len(self._vouched) >= MOST_CALLERS:
                self._vouched.clear()
            self._vouched.add(digest)

    def is_vouched(self, digest: bytes) -> bool:
        return digest in self._vouched

    def forget(self) -> None:
        with self._lock:
            self._used.clear()
            self._vouched.clear()


counts = Counts()


def wait_for_budget(request: HttpRequest) -> int:
    """Counts this request. The seconds its caller must wait, or 0."""
    most = settings.UNIONNET_API_PER_MINUTE
    return counts.spend(_caller(request), most) if most else 0


def _caller(request: HttpRequest) -> Key:
    """A token that has never opened anything counts for its address: guessing gets no fresh budgets."""
    stated = request.headers.get("Authorization")
    if stated is not None:
        digest = _digest(stated.partition(" ")[2].strip())
        return ("token", digest) if counts.is_vouched(digest) else _address(request)
    person = getattr(request, "person", None)
    return ("person", person.pk) if person else _address(request)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def _address(request: HttpRequest) -> Key:
    """An address of the old kind, or the network of one household of the new kind."""
    stated = request.META.get("REMOTE_ADDR", "")
    if ":" not in stated:
        return ("address", stated)
    try:
        address = ipaddress.IPv6Address(stated.partition("%")[0])
    except ValueError:
        return ("address", stated)
    if address.ipv4_mapped:  # an old address, as a listener for both kinds writes it
        return ("address", str(address.ipv4_mapped))
    return ("address", int(address) >> 64)
