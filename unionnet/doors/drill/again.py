# SPDX-License-Identifier: Apache-2.0
"""The arithmetic of lots, written a second time: it imports nothing of the product that drew."""

from __future__ import annotations

import hashlib


def merkle(lines: list[str]) -> bytes:
    if not lines:
        return hashlib.sha256().digest()
    nodes = [hashlib.sha256(b"\0" + line.encode()).digest() for line in lines]
    while len(nodes) > 1:
        above = []
        while len(nodes) >= 2:
            left, right, *nodes = nodes
            above.append(hashlib.sha256(b"\1" + left + right).digest())
        nodes = above + nodes
    return nodes[0]


def shuffled(seed: bytes, root: bytes, word: str, lines: list[str]) -> list[str]:
    source = hashlib.shake_256(b"unionnet-draw-1" + seed + root + word.encode())
    stream = source.digest(16 * len(lines) + 4096)
    lines, at = list(lines), 0
    for i in reversed(range(1, len(lines))):
        while True:
            number = int.from_bytes(stream[at : at + 8], "big")
            at += 8
            if number < (1 << 64) // (i + 1) * (i + 1):
                break
        j = number % (i + 1)
        lines[i], lines[j] = lines[j], lines[i]
    return lines
