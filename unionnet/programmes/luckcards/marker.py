# SPDX-License-Identifier: Apache-2.0
"""The picture that is printed: a black frame around 8 × 8 cells, which `luckcards/marker.js` finds and reads.

48 bits of code and 16 of CRC-16 (polynomial 0x1021, from 0xFFFF), row by row from the upper left, a 1 black.
The check sum also says which of the four sides is up.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString

CELLS = 8  # a side, without the frame
WHOLE = CELLS + 4  # with the frame, and with a white cell around it


def new_code() -> str:
    return secrets.token_hex(6).upper()


def check(content: bytes) -> int:
    found = 0xFFFF
    for byte in content:
        found ^= byte << 8
        for _bit in range(8):
            found = (found << 1 ^ (0x1021 if found & 0x8000 else 0)) & 0xFFFF
    return found


def cells(code: str) -> list[list[bool]]:
    """The rows of black cells inside the frame."""
    content = bytes.fromhex(code)
    bits = f"{int.from_bytes(content, 'big'):048b}{check(content):016b}"
    return [[bit == "1" for bit in bits[row * CELLS : (row + 1) * CELLS]] for row in range(CELLS)]


def drawing(code: str) -> SafeString:
    """As SVG, for paper."""
    side = CELLS + 2
    squares = "".join(f"M{x} {y}h1v1h-1z" for x, y in _black(code))
    frame = f"M1 1h{side}v{side}h-{side}zM2 2v{CELLS}h{CELLS}v-{CELLS}z"
    return format_html(
        '<svg class="marker" viewBox="0 0 {0} {0}" role="img" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{0}v{0}h-{0}z"/><path fill-rule="evenodd" d="{1}{2}"/></svg>',
        WHOLE,
        frame,
        squares,
    )


def _black(code: str) -> Iterator[tuple[int, int]]:
    for y, row in enumerate(cells(code), start=2):
        yield from ((x, y) for x, is_black in enumerate(row, start=2) if is_black)
