# SPDX-License-Identifier: Apache-2.0
"""What the sign-in library counts (wrong passwords, codes asked for, one-time codes used) is kept in the
database, so that a restart forgives nobody and several web processes count together. All else that is put
into the cache stays in the memory of its process: ordinary pages ask the database nothing more."""

from __future__ import annotations

import json
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.db import connections

from unionnet.foundation.crypto import blind_index

DATABASE = "hot"  # the alias whose statements are committed one by one
COUNTED = "allauth"
CODE_USED = "allauth.mfa.totp.used"
CODE_LIVES = 90  # seconds: its own half minute and one either way (MFA_TOTP_TOLERANCE)
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
    """The library's keys name phones and addresses: only their blind index is written down. Each step is
    committed at once, outside the request's transaction: an attempt counts even when the request fails, and
    the library's own short lock on a key does not last until a password is checked."""

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if not _is_counted(key):
            return super().add(key, value, timeout, version)
        if key.startswith(CODE_USED):
            timeout = CODE_LIVES
        return self._run(ADD, key, value, timeout) == 1

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        if not _is_counted(key):
            return super().get(key, default, version)
        with connections[DATABASE].cursor() as cursor:
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
        with connections[DATABASE].cursor() as cursor:
            cursor.execute(DELETE, {"key": _hidden(key)})
            return bool(cursor.rowcount)

    def _run(self, statement: str, key: str, value: Any, timeout: Any) -> int:
        seconds = self.default_timeout or 300 if timeout is DEFAULT_TIMEOUT else timeout
        with connections[DATABASE].cursor() as cursor:
            cursor.execute(
                statement, {"key": _hidden(key), "value": json.dumps(value), "seconds": float(seconds)}
            )
            return int(cursor.rowcount)


def _is_counted(key: str) -> bool:
    return key.startswith(COUNTED)


def _hidden(key: str) -> bytes:
    return blind_index("attempt", key)
