# SPDX-License-Identifier: Apache-2.0
"""For working on the code: notice that a source file has changed."""

import time
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]


class Watch:
    """Looks once a second; remembers the newest change it has seen."""

    def __init__(self) -> None:
        self.newest = self._newest()
        self.looked = time.monotonic()

    def changed(self) -> bool:
        if time.monotonic() - self.looked < 1:
            return False
        self.looked = time.monotonic()
        before, self.newest = self.newest, self._newest()
        return self.newest != before

    def _newest(self) -> tuple[int, int]:
        times = [file.stat().st_mtime_ns for file in PACKAGE.rglob("*.py") if file.exists()]
        return len(times), max(times)
