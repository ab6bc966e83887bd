# SPDX-License-Identifier: Apache-2.0
"""A zip whose bytes leave while it is written: a thick one needs no more memory than a thin one."""

from __future__ import annotations

import io
from typing import Any


class Passing(io.RawIOBase):
    """What a zip is written to, and what was not taken away yet. It cannot be sought in, as a network, and
    zipfile knows how to write to such a thing."""

    def __init__(self) -> None:
        self._held = bytearray()

    def __len__(self) -> int:
        return len(self._held)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._held)
        self._held.clear()
        return taken
