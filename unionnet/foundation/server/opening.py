# SPDX-License-Identifier: Apache-2.0
"""From "the database answers" to "the doors are open"."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from unionnet.foundation.postgres import Trouble

from .leash import leash
from .ready import fingerprint
from .supervisor import Supervisor

HOPELESS = 3
LONGEST_WAIT = 60.0


class Opening:
    """The first start prepares, then opens. One with nothing new opens at once and refreshes after."""

    def __init__(self, supervisor: Supervisor, data: Path, demo: str | None) -> None:
        self.supervisor = supervisor
        self.demo = demo
        self.mark = data / "ready"
        self.now = f"{fingerprint()} {demo} {os.environ.get('UNIONNET_DEMO', '')}"
        cluster = supervisor.cluster
        has_data = cluster is not None and cluster.folders.ready_mark.exists()
        self.signins = self._remembered() if has_data else None

    def open(self, announce: Callable[[list[object]], None]) -> None:
        remembered = self.signins
        if remembered is None:
            self._prepare()
        self.supervisor.start_web()
        self._wait_for_door()
        if self.supervisor.ending:
            return
        if self.signins is not None:
            announce(self.signins)
        self.supervisor.start_worker()
        if remembered is not None:
            self._prepare()

    def _remembered(self) -> list[object] | None:
        try:
            known = json.loads(self.mark.read_text())
        except (OSError, ValueError):
            return None
        return list(known["signins"]) if known.get("fingerprint") == self.now else None

    def _prepare(self) -> None:
        """Schema, rights, the demo world: in a process of its own, with the owner's rights."""
        with subprocess.Popen(  # noqa: S603  (our own command)
            [sys.executable, "-m", "unionnet", "ready", *(["--demo", self.demo] if self.demo else [])],
            env=self.supervisor.environment(owner=True),
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=leash(),
        ) as process:
            while process.poll() is None:
                self.supervisor.look()
                if self.supervisor.ending:
                    process.terminate()
                time.sleep(0.02)
            words = process.stdout.read().strip().splitlines() if process.stdout else []
        if self.supervisor.ending:
            return
        if process.returncode != 0 or not words:
            raise Trouble(
                "not_ready",
                "准备数据库时出错，详见上文。可运行 unionnet doctor 自检。",
                "Preparing the database failed, see above. `unionnet doctor` may know more.",
                exit_code=process.returncode if process.returncode > 0 else 70,
            )
        self.signins = list(json.loads(words[-1])["signins"])
        self.mark.write_text(json.dumps({"fingerprint": self.now, "signins": self.signins}))

    def _wait_for_door(self) -> None:
        give_up = time.monotonic() + LONGEST_WAIT
        while not self.supervisor.ending and not _is_open(f"{self.supervisor.place.address}/healthz"):
            self.supervisor.look()
            if self.supervisor.deaths() >= HOPELESS or time.monotonic() > give_up:
                raise Trouble(
                    "no_start",
                    "网站无法启动，原因见上文。可运行 unionnet doctor 自检。",
                    "The web server does not start, see above. `unionnet doctor` may know more.",
                )
            time.sleep(0.05)


def _is_open(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=3) as answer:  # noqa: S310  (our own address)
            return bool(answer.status == 200)
    except OSError:
        return False
