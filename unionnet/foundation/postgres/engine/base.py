# SPDX-License-Identifier: Apache-2.0
"""Django's PostgreSQL, whose transactions know on whose behalf they run (`foundation/scope.py`).

The scope is sent before the first statement of a transaction and again when it has changed since, as a
setting of that transaction alone. A statement on its own gets a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from typing import Any

from django.db import transaction
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from unionnet.foundation import scope
from unionnet.foundation.postgres.engine.moments import reading_moments

SEND = (
    "SELECT set_config('unionnet.person', %s, true), set_config('unionnet.paths', %s, true),"
    " set_config('unionnet.everything', %s, true)"
)
NOBODY = ("", "", "")
Postgres: Any = base.DatabaseWrapper  # what is changed here its stubs leave out


class DatabaseWrapper(Postgres):  # type: ignore[misc]
    """One connection, and the scope its transaction has been told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: tuple[str, str, str] | None = NOBODY  # None: unknown, a savepoint may have taken it back
        self.execute_wrappers.append(_alone)

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if self.timezone == UTC:
            params["context"] = reading_moments(params["context"])
        return params

    def _cursor(self, name: str | None = None) -> Any:
        cursor = super()._cursor(name)
        if not self.get_autocommit():
            self._tell()
        return cursor

    def _tell(self) -> None:
        scope_now = scope.current()
        wanted = scope_now.settings if scope_now else NOBODY
        if wanted == self._told or self.connection.info.transaction_status == TransactionStatus.INERROR:
            return
        self.connection.execute(SEND, wanted)
        self._told = wanted

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)
        self._told = NOBODY

    def _commit(self) -> None:
        super()._commit()
        self._told = NOBODY

    def _rollback(self) -> None:
        super()._rollback()
        self._told = NOBODY

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)
        self._told = None


def _alone(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    connection: DatabaseWrapper = context["connection"]
    if scope.current() is None or not connection.get_autocommit():
        return execute(sql, params, many, context)
    with transaction.atomic(using=connection.alias):
        connection._tell()
        return execute(sql, params, many, context)
