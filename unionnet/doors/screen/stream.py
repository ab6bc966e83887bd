# SPDX-License-Identifier: Apache-2.0
"""GET /live/screen?at=…: says when the wall has something new. The wall then fetches its fragment.

One reader a process for each union that is looked at; all walls on it hear the same word.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import TypeVar
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.db import DatabaseError, close_old_connections
from django.utils.crypto import constant_time_compare

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Account, Person
from unionnet.doors.screen.queries import snapshot_of, union_on_screen
from unionnet.foundation.scope import everything
from unionnet.foundation.server.asgi_words import Receive, Scope, Send, answer, header
from unionnet.foundation.server.streams import Event, event_stream

SECOND = 1.0
Answer = TypeVar("Answer")
_readers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="screen")


async def screen_stream(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["method"] != "GET" or scope["path"] != "/live/screen":
        await answer(send, 404, b"not found\n")
        return
    asked = parse_qs(scope["query_string"].decode("ascii", "replace")).get("at", [""])[0]
    union = await _in_reader(_may_see, _session_key(scope), asked[:20])
    if union is None:
        await answer(send, 403, b"not allowed\n")
        return
    await event_stream(scope, receive, send, _changes(union))


async def _changes(union: Organisation) -> AsyncIterator[Event]:
    """The version of the wall, whenever it is another one."""
    told = ""
    while True:
        version = await _in_reader(_version, union)
        if version and version != told:
            told = version
            yield Event(version)
        await asyncio.sleep(SECOND)


async def _in_reader(work: Callable[..., Answer], *told: object) -> Answer:
    """The database from an event loop: one thread with a connection of its own."""
    return await asyncio.get_running_loop().run_in_executor(_readers, partial(_tidily, work, *told))


def _tidily(work: Callable[..., Answer], *told: object) -> Answer:
    close_old_connections()
    try:
        with everything("a stream has no request: it finds out itself whose session this is"):
            return work(*told)
    finally:
        close_old_connections()


def _version(union: Organisation) -> str:
    try:
        return snapshot_of(union, "stream").version
    except DatabaseError:  # the database is away: the stream waits for it
        return ""


def _session_key(scope: Scope) -> str:
    try:
        cookies = SimpleCookie((header(scope, b"cookie") or b"").decode("latin-1"))
    except CookieError:
        return ""
    found = cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def _may_see(session_key: str, public_id: str) -> Organisation | None:
    person = _person_of(session_key)
    return union_on_screen(person, public_id) if person else None


def _person_of(session_key: str) -> Person | None:
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
