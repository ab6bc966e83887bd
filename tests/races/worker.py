# SPDX-License-Identifier: Apache-2.0
"""The process for jobs and sweeps, to be killed."""

from __future__ import annotations

import subprocess
import sys

from tests.database import ROOT
from unionnet.doors.bench.ground import Ground
from unionnet.foundation.server.leash import leash


class Worker:
    """It ends when the database goes; a supervisor would start it again. `module` is what is run in its
    place by a negative control."""

    def __init__(self, ground: Ground, *module: str) -> None:
        self.environment = ground.environment()
        self.command = [sys.executable, "-m", *(module or ("unionnet", "worker"))]
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stderr=subprocess.DEVNULL,
            preexec_fn=leash(),
        )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def revive(self) -> None:
        if self.process.poll() is not None:
            self.process = self._started()
