# SPDX-License-Identifier: Apache-2.0
"""What the sign-in library counts (wrong passwords, codes asked for, one-time codes used) is kept in the
database, so that a restart forgives nobody and several web processes count together. All else that is put
into the cache stays in the memory of its process: ordinary pages ask the database nothing more."""

from __future__ import annotations

import json
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection

from unionnet.foundation.crypto import blind_index

COUNTED = "allauth"
UNTIL = "now() + make_interval(secs => %(seconds)s)"
ADD = f"""
    INSERT INTO people_attempt AS held (key, value, until) VALUES (%(key)s, %(value)s, {UNTIL})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until
    WHERE held.until <= now()
"""  # noqa: S608 - constants only
SET = f"""
    INSERT INTO people_attempt (key, value, until) VALUES (%(key)s, %(value)s, {UNTIL})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until
"""  # noqa: S608 - constants only
GET = "SELECT value::text FROM people_attempt WHERE key = %(key)s AND until > now()"
DELETE = "DELETE FROM people_attempt WHERE key = %(key)s"


class Attempts(LocMemCache):
    """The library's keys name phones and addresses: only their blind index is written down. Two requests for
    one key wait for each other, since each writes in its own transaction; so no attempt is counted away."""

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if not _is_counted(key):
            return super().add(key, value, timeout, version)
        return self._run(ADD, key, value, timeout) == 1

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        if not _is_counted(key):
            return super().get(key, default, version)
        with connection.cursor() as cursor:
            cursor.execute(GET, {"key": _hidden(key)})
            row = cursor.fetchone()
        return json.loads(row[0]) if row else default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        if not _is_counted(key):
            return super().set(key, value, timeout, version)
        self._run(SET, key, value, timeout)
        return None

    def delete(self, key: str, version: int | None = None) -> bool:
        if not _is_counted(key):
            return super().delete(key, version)
        with connection.cursor() as cursor:
            cursor.execute(DELETE, {"key": _hidden(key)})
            return bool(cursor.rowcount)

    def _run(self, statement: str, key: str, value: Any, timeout: Any) -> int:
        seconds = self.default_timeout or 300 if timeout is DEFAULT_TIMEOUT else timeout
        with connection.cursor() as cursor:
            cursor.execute(
                statement, {"key": _hidden(key), "value": json.dumps(value), "seconds": float(seconds)}
            )
            return int(cursor.rowcount)


def _is_counted(key: str) -> bool:
    return key.startswith(COUNTED)


def _hidden(key: str) -> bytes:
    return blind_index("attempt", key)
