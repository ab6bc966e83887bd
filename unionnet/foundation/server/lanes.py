# SPDX-License-Identifier: Apache-2.0
"""The register of raw lanes. An app mounts its lane in AppConfig.ready(); all else goes to Django."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .asgi_words import App

Hook = Callable[[], Awaitable[None]]
DEFAULT_BODY_LIMIT = 1024 * 1024


@dataclass(frozen=True)
class Lane:
    prefix: str
    app: App
    body_limit: int


_lanes: dict[str, Lane] = {}
startup_hooks: list[Hook] = []
shutdown_hooks: list[Hook] = []


def mount(prefix: str, app: App, *, body_limit: int = DEFAULT_BODY_LIMIT) -> None:
    """Send `prefix` and everything below it to this ASGI app. The longest prefix wins."""
    prefix = prefix.rstrip("/")
    if not prefix.startswith("/"):
        raise ValueError(f"a lane begins with a slash: {prefix!r}")
    _lanes[prefix] = Lane(prefix, app, body_limit)


def on_startup(hook: Hook) -> Hook:
    """Run this coroutine function when the server process begins, inside its event loop."""
    startup_hooks.append(hook)
    return hook


def on_shutdown(hook: Hook) -> Hook:
    """Run this coroutine function when the server process ends."""
    shutdown_hooks.append(hook)
    return hook


def lane_for(path: str) -> Lane | None:
    """The lane of this path: the whole prefix, never half a word of it."""
    found = path
    while found:
        if lane := _lanes.get(found):
            return lane
        found = found.rpartition("/")[0]
    return None
