# SPDX-License-Identifier: Apache-2.0
"""The arithmetic of an instant draw. Knows no database; docs/raffles.md is its specification.

`unionnet drill recompute` holds a second implementation that does not import this one, and `actions/try.sql`
works out the same words beside the rows.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

WHOLE = 1_000_000  # chances are told in millionths
BLOCK = 64


class Tier(NamedTuple):
    """One line of the prize table: words `since` ≤ w < `until` hit it; `stock` is None for a luck card."""

    rank: int
    name: str
    since: int
    until: int
    stock: int | None


class Line(NamedTuple):
    """What the published list says in its order: the try `number` hit the tier `rank` (0: none), or, with
    `given_back`, so many prizes of that tier came back before the next try."""

    number: int
    rank: int
    given_back: int = 0


def word(seed: bytes, number: int) -> int:
    """The word of the `number`th try: the first 56 bits of HMAC-SHA256(seed, number as 8 bytes), modulo a
    million. No millionth is likelier than another by more than one part in 10¹⁰."""
    return int.from_bytes(hmac.digest(seed, number.to_bytes(8, "big"), "sha256")[:7], "big") % WHOLE


def pads(seed: bytes) -> tuple[bytes, bytes]:
    """The inner and the outer block of HMAC-SHA256, for whoever has SHA-256 alone."""
    key = seed.ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in key), bytes(b ^ 0x5C for b in key)


def table_text(tiers: Iterable[Tier]) -> str:
    """The prize table as it is committed to, a line a tier."""
    return "\n".join(
        f"{tier.rank}|{tier.name}|{tier.since}|{tier.until}|{'' if tier.stock is None else tier.stock}"
        for tier in tiers
    )


def table_digest(tiers: Iterable[Tier]) -> str:
    return hashlib.sha256(table_text(tiers).encode()).hexdigest()


def replay(seed: bytes, tiers: Sequence[Tier], lines: Iterable[Line]) -> Iterator[Line]:
    """What each try should have won, from the seed, the table and what came back in between. A word that
    hits a tier with nothing left wins nothing."""
    left = {tier.rank: tier.stock for tier in tiers}
    for line in lines:
        if line.given_back:
            left[line.rank] = (left[line.rank] or 0) + line.given_back
            yield line
            continue
        found = word(seed, line.number)
        hit = next((tier.rank for tier in tiers if tier.since <= found < tier.until), 0)
        rest = left.get(hit, 0)
        if rest == 0:
            hit = 0
        elif rest is not None:
            left[hit] = rest - 1
        yield Line(line.number, hit)
