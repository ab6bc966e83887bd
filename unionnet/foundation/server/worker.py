# SPDX-License-Identifier: Apache-2.0
"""The worker: jobs of the queue, and sweeps by the clock. Ends with an error when the database goes; the
supervisor (or the operator's own) starts it again."""

import asyncio
import os
import signal
import threading
import time
from typing import Any

import psycopg
import structlog
from django.conf import settings
from django.db import close_old_connections

from unionnet.foundation import sweeps

from .health import WORKER_NAME

log = structlog.get_logger(__name__)
TURN = 0.25
BEAT = 3.0
LONGEST_SWEEP = 300.0


class Sweeper(threading.Thread):
    """Runs what is due, a few times a second. One thread: sweeps of one process never overlap."""

    def __init__(self) -> None:
        super().__init__(name="sweeper", daemon=True)
        self.ending = threading.Event()
        self.last_turn = time.monotonic()

    @property
    def stuck(self) -> bool:
        return time.monotonic() - self.last_turn > LONGEST_SWEEP

    def run(self) -> None:
        while not self.ending.is_set():
            try:
                sweeps.run_due()
            except Exception:
                log.exception("sweeps failed")
                self.ending.wait(1)
            close_old_connections()
            self.last_turn = time.monotonic()
            self.ending.wait(TURN)


async def beat(sweeper: Sweeper) -> None:
    """Be seen by /healthz: a connection of our own that says something every few seconds."""
    conn = await psycopg.AsyncConnection.connect(
        settings.DATABASE_URL, application_name=WORKER_NAME, autocommit=True, connect_timeout=5
    )
    async with conn:
        while not sweeper.stuck:
            await conn.execute("SELECT 1")
            await asyncio.sleep(BEAT)
    raise RuntimeError("a sweep hangs")


async def work() -> None:
    """Until a signal comes, or one part fails."""
    from procrastinate.contrib.django import app

    sweeper = Sweeper()
    sweeper.start()
    connector: Any = app.connector
    queue = app.with_connector(connector.get_worker_connector())
    async with queue.open_async():
        jobs = asyncio.ensure_future(
            queue.run_worker_async(
                install_signal_handlers=False,
                concurrency=int(os.environ.get("UNIONNET_JOBS", "4")),
                delete_jobs="successful",
                shutdown_graceful_timeout=5,
            )
        )
        pulse = asyncio.ensure_future(beat(sweeper))
        _end_on_signal(jobs)
        try:
            done, _ = await asyncio.wait({jobs, pulse}, return_when=asyncio.FIRST_COMPLETED)
            for part in done:
                part.result()
        except asyncio.CancelledError:
            log.info("worker ends")
        finally:
            sweeper.ending.set()
            for part in (jobs, pulse):
                part.cancel()
            await asyncio.gather(jobs, pulse, return_exceptions=True)
            await asyncio.to_thread(sweeper.join, 5)


def _end_on_signal(jobs: "asyncio.Future[None]") -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, jobs.cancel)


def run() -> int:
    """The command `unionnet worker`. Django is set up already."""
    try:
        asyncio.run(work())
    except psycopg.Error as problem:
        log.warning("worker lost the database", problem=str(problem).splitlines()[0] if str(problem) else "")
        return 75
    return 0
