# SPDX-License-Identifier: Apache-2.0
"""What an event stream asks of the database from its loop: whose session it is, and what is new."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import TypeVar

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.db import DatabaseError, close_old_connections
from django.utils.crypto import constant_time_compare

from unionnet.directory.people.models import Account, Person
from unionnet.foundation.scope import everything
from unionnet.foundation.server.asgi_words import Scope, header
from unionnet.foundation.server.streams import Event

Answer = TypeVar("Answer")
SECOND = 1.0


class Reader:
    """One thread with a connection of its own, for all streams of a kind in this process."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def ask(self, work: Callable[..., Answer], *told: object) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(_tidily, work, *told))

    async def changes(self, version_of: Callable[..., str], *told: object) -> AsyncIterator[Event]:
        """The version of what a page shows, at once and then whenever it is another one. While the database
        is away the stream waits for it."""
        known = ""
        while True:
            version = known
            with suppress(DatabaseError):
                version = await self.ask(version_of, *told)
            if version != known:
                known = version
                yield Event(version)
            await asyncio.sleep(SECOND)


def _tidily(work: Callable[..., Answer], *told: object) -> Answer:
    close_old_connections()
    try:
        with everything("a stream has no request: it finds out itself whose session this is"):
            return work(*told)
    finally:
        close_old_connections()


def session_key_of(scope: Scope) -> str:
    """Empty when there is none."""
    try:
        cookies = SimpleCookie((header(scope, b"cookie") or b"").decode("latin-1"))
    except CookieError:
        return ""
    found = cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def person_behind(session_key: str) -> Person | None:
    """As the session middleware and django.contrib.auth would: also the hash that a new password changes."""
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    account_id = session.get(SESSION_KEY)
    if not account_id or not session.get(BACKEND_SESSION_KEY):
        return None
    account = get_user_model().objects.filter(pk=account_id, is_active=True).select_related("person").first()
    if not isinstance(account, Account):
        return None
    known = constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())
    return account.person if known else None
