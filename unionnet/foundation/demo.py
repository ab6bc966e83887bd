# SPDX-License-Identifier: Apache-2.0
"""Whether this is a demo: the setting asks for it, and only the mark in the database makes it true.

A demo waives the second factor and shows codes. So the setting alone, left on by mistake before a register of
real people, must waive nothing: there is no mark there, and none can be set where somebody lives.
"""

from __future__ import annotations

import asyncio

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils.module_loading import import_string

from unionnet.foundation.postgres import Trouble

_seen = False


def is_demo() -> bool:
    """Costs nothing outside a demo, and one question to the database in the life of a demo's process."""
    if not settings.UNIONNET_DEMO:
        return False
    try:
        return _seen or _look()
    except DatabaseError:  # an error page, while the database is away
        return False


def _look() -> bool:
    global _seen
    _seen = bool(import_string(settings.UNIONNET_DEMO_MARK)())
    return _seen


def forget() -> None:
    """Ask the database again."""
    global _seen
    _seen = False


def refuse_a_false_one() -> None:
    """Before a process begins to work: demo mode without the mark is a mistake to be put right."""
    if settings.UNIONNET_DEMO and not _look():
        raise not_a_demo()


async def begin_as_what_it_says() -> None:
    """The same for a web server. A database that is away is asked again by the first request."""
    try:
        await asyncio.to_thread(_refuse_and_hang_up)
    except DatabaseError:
        return


def _refuse_and_hang_up() -> None:
    try:
        refuse_a_false_one()
    finally:
        connections.close_all()


def not_a_demo() -> Trouble:
    """Said by the server, the worker and the loading of the demo world alike."""
    return Trouble(
        "not_a_demo",
        "这个数据库没有演示标记，其中可能是真实人员：演示模式免去第二道验证并显示验证码，因此拒绝。\n"
        "正式使用请去掉 UNIONNET_DEMO；观看演示请换一个空的数据目录：bin/demo --data 目录",
        "This database bears no demo mark, its people may be real: a demo waives the second factor and shows "
        "codes, so this is refused.\n"
        "In service: unset UNIONNET_DEMO. To see a demo: take an empty folder, bin/demo --data DIR",
        exit_code=78,
    )
