# SPDX-License-Identifier: Apache-2.0
"""The worker: jobs of the queue, and sweeps by the clock. Ends with an error when the database goes; the
supervisor (or the operator's own) starts it again."""

import asyncio
import logging
import os
import signal
import sys
import threading
import time
from typing import Any

import psycopg
import structlog
from django.conf import settings
from django.db import close_old_connections
from procrastinate import App
from procrastinate.exceptions import ProcrastinateException

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

    # It tells of every connection lost, with two tracebacks; we end then anyway and say so in one line.
    for talkative in ("procrastinate.manager", "psycopg.pool"):
        logging.getLogger(talkative).setLevel(logging.CRITICAL)
    connector: Any = app.connector
    queue = app.with_connector(connector.get_worker_connector())
    async with queue.open_async():
        sweeper = Sweeper()
        sweeper.start()
        jobs = asyncio.ensure_future(_jobs(queue))
        pulse = asyncio.ensure_future(beat(sweeper))
        ended = _told_to_end()
        await asyncio.wait({jobs, pulse, ended}, return_when=asyncio.FIRST_COMPLETED)
        for part in (jobs, pulse):
            if part.done():
                _give_up(part.exception())
            part.cancel()
        sweeper.ending.set()
        await asyncio.wait({jobs, pulse}, timeout=4)
        await asyncio.to_thread(sweeper.join, 1)


async def _jobs(queue: App) -> None:
    await queue.run_worker_async(
        install_signal_handlers=False,
        concurrency=int(os.environ.get("UNIONNET_JOBS", "4")),
        delete_jobs="successful",
        shutdown_graceful_timeout=3,
    )


def _told_to_end() -> "asyncio.Future[None]":
    loop = asyncio.get_running_loop()
    told: asyncio.Future[None] = loop.create_future()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, lambda: None if told.done() else told.set_result(None))
    return told


def _give_up(problem: BaseException | None) -> None:
    """Go at once: pools and threads would wait for a connection, and the next worker would wait for them."""
    words = str(problem or "").strip().splitlines() or [repr(problem)]
    sys.stderr.write(f"后台任务中断 / the worker gives up: {words[0]}\n")
    sys.stderr.flush()
    os._exit(75)


def run() -> int:
    """The command `unionnet worker`. Django is set up already."""
    try:
        asyncio.run(work())
    except (psycopg.Error, ProcrastinateException) as problem:
        _give_up(problem)
    return 0
