# SPDX-License-Identifier: Apache-2.0
"""The beginning and the end of the server process."""

import asyncio
import contextlib
import signal
from types import FrameType

from . import lanes, streams
from .asgi_words import Receive, Send


async def lifespan(receive: Receive, send: Send) -> None:
    await _wait_for(receive, "lifespan.startup")
    try:
        for hook in lanes.startup_hooks:
            await hook()
    except Exception as problem:
        await send({"type": "lifespan.startup.failed", "message": repr(problem)})
        raise
    _close_streams_on_signal()
    await send({"type": "lifespan.startup.complete"})
    await _wait_for(receive, "lifespan.shutdown")
    streams.close_all()
    for hook in lanes.shutdown_hooks:
        with contextlib.suppress(Exception):
            await hook()
    await send({"type": "lifespan.shutdown.complete"})


async def _wait_for(receive: Receive, kind: str) -> None:
    while (await receive())["type"] != kind:
        pass


def _close_streams_on_signal() -> None:
    """Servers wait for open answers before they tell us of the shutdown; a stream would wait for ever."""
    loop = asyncio.get_running_loop()

    def chain(number: signal.Signals) -> None:
        before = signal.getsignal(number)

        def told(received: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(streams.close_all)
            if callable(before):
                before(received, frame)

        signal.signal(number, told)
        signal.siginterrupt(number, False)

    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(ValueError):  # not in the main thread: tests and other servers
            chain(number)
