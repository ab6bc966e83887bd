# SPDX-License-Identifier: Apache-2.0
"""GET /healthz: is the database there, is a worker there. Answers quickly also while the database is dead."""

import asyncio
import time

import psycopg
from django.conf import settings

import unionnet

from . import streams
from .asgi_words import Receive, Scope, Send, answer, answer_json

WORKER_NAME = "unionnet worker"
PATIENCE = 2
FRESH = 0.5

# A worker shows itself by its connection, which says something every few seconds: no table, no file,
# and it goes with the process, on whichever machine that runs.
QUESTION = """
    SELECT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE application_name = %s AND datname = current_database() AND usename = current_user
        AND state_change > clock_timestamp() - interval '10 seconds'
    )
"""

_asking = asyncio.Lock()
_known: tuple[float, bool, bool] = (float("-inf"), False, False)


async def health(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"] != "/healthz" or scope["method"] not in {"GET", "HEAD"}:
        await answer(send, 404, b"not found\n")
        return
    database, worker = await state()
    content = {
        "status": "ok" if database else "down",
        "database": "ok" if database else "down",
        "worker": "ok" if worker else "down",
        "version": unionnet.__version__,
        "streams": streams.open_streams(),
    }
    await answer_json(send, 200 if database else 503, content)


async def state() -> tuple[bool, bool]:
    """(database, worker). Many askers at once cost the database one connection."""
    global _known
    async with _asking:
        if time.monotonic() - _known[0] > FRESH:
            database, worker = await _ask()
            _known = (time.monotonic(), database, worker)
        return _known[1], _known[2]


async def _ask() -> tuple[bool, bool]:
    try:
        async with asyncio.timeout(PATIENCE):
            conn = await psycopg.AsyncConnection.connect(
                settings.DATABASE_URL, connect_timeout=PATIENCE, application_name="unionnet health"
            )
            async with conn:
                row = await (await conn.execute(QUESTION, [WORKER_NAME])).fetchone()
    except (psycopg.Error, TimeoutError, OSError):
        return False, False
    return True, bool(row and row[0])
