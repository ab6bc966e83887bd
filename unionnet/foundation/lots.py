# SPDX-License-Identifier: Apache-2.0
"""The arithmetic of a fair draw. Knows no database; docs/draws.md is its specification.

`unionnet drill recompute` holds a second implementation that does not import this one.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence

DOMAIN = b"unionnet-draw-1"
WORD = 2**64


def new_seed() -> bytes:
    return secrets.token_bytes(32)


def commitment(seed: bytes) -> str:
    """What is published before anybody enters."""
    return hashlib.sha256(seed).hexdigest()


def roster_root(roster: Sequence[str]) -> str:
    """The Merkle root of the roster: leaf 00 ‖ text, node 01 ‖ left ‖ right, an odd one goes up as it is."""
    level = [hashlib.sha256(b"\x00" + line.encode()).digest() for line in roster]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + b"".join(p)).digest() if len(p) == 2 else p[0] for p in pairs]
    return level[0].hex()


def drawn_order(seed: bytes, root: str, public_word: str, roster: Sequence[str]) -> list[str]:
    """Fisher–Yates from the last to the second, with words of SHAKE-256; a word that would favour the small
    numbers is thrown away."""
    order = list(roster)
    words = _words(DOMAIN + seed + bytes.fromhex(root) + public_word.encode(), len(order))
    for last in range(len(order) - 1, 0, -1):
        fair = WORD - WORD % (last + 1)
        word = next(word for word in words if word < fair)
        chosen = word % (last + 1)
        order[last], order[chosen] = order[chosen], order[last]
    return order


def allocate(
    order: Sequence[str], wishes: Mapping[str, Sequence[str]], sizes: Mapping[str, int]
) -> dict[str, str]:
    """Serial dictatorship: in the drawn order each takes the dearest wish that still has a place. Nobody
    gains by naming another order than their true one."""
    left = dict(sizes)
    given: dict[str, str] = {}
    for who in order:
        for wish in wishes[who]:
            if left.get(wish, 0) > 0:
                left[wish] -= 1
                given[who] = wish
                break
    return given


def _words(material: bytes, count: int) -> Iterator[int]:
    shake = hashlib.shake_256(material)
    have, at = b"", 0
    size = 8 * (count + 64)
    while True:
        have, size = shake.digest(size), size * 2
        while at + 8 <= len(have):
            yield int.from_bytes(have[at : at + 8], "big")
            at += 8
