# SPDX-License-Identifier: Apache-2.0
"""Room on the disk: the operator is told before the database has to refuse, and when there is room again."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

PAUSE = 5.0
LITTLE = 128 * 1024 * 1024


def free_on(data: Path) -> int:
    return shutil.disk_usage(data).free


class Room:
    """Looks every few seconds and speaks only when something has changed."""

    def __init__(self, data: Path, say: Callable[[str], None], free: Callable[[Path], int] = free_on) -> None:
        self._data, self._say, self._free = data, say, free
        self._next = 0.0
        self._low = False

    def look(self, now: float | None = None) -> None:
        now = time.monotonic() if now is None else now
        if now < self._next:
            return
        self._next = now + PAUSE
        free = self._free(self._data)
        if not self._low and free < LITTLE:
            self._low = True
            left = f"{free // 1_000_000} MB"
            self._say(
                f"磁盘空间不足（{self._data}，剩 {left}），新的写入会被拒绝，数据没有损坏。请清理。\n"
                f"The disk is nearly full ({self._data}, {left} left): what is new is refused. Make room; "
                "the data are unharmed."
            )
        elif self._low and free > 2 * LITTLE:
            self._low = False
            self._say("磁盘空间已恢复，一切照常。 / There is room on the disk again; all goes on.")
