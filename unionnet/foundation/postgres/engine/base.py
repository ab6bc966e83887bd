# SPDX-License-Identifier: Apache-2.0
"""Django's PostgreSQL, whose transactions know on whose behalf they run (`foundation/scope.py`).

The scope is sent before the first statement of a transaction and again when it has changed since, as a
setting of that transaction alone. A statement on its own gets a transaction of its own. What is rolled back
to a savepoint is told again what it had been told there, by the database itself: that too is known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
Told = tuple[str, str, str]
NOBODY: Told = ("", "", "")
Postgres: Any = base.DatabaseWrapper  # what is changed here its stubs leave out


class DatabaseWrapper(Postgres):  # type: ignore[misc]
    """One connection, and the scope its transaction has been told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told = NOBODY
        self._told_at: dict[str, Told] = {}  # when each open savepoint was made
        self._is_listening = True
        self.execute_wrappers.append(_alone)

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if self.timezone == UTC:
            params["context"] = reading_moments(params["context"])
        return params

    def _cursor(self, name: str | None = None) -> Any:
        cursor = super()._cursor(name)
        if self._is_listening and not self.get_autocommit():
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
        self._forget()

    def _commit(self) -> None:
        super()._commit()
        self._forget()

    def _rollback(self) -> None:
        super()._rollback()
        self._forget()

    def _forget(self) -> None:
        self._told = NOBODY
        self._told_at.clear()

    def _savepoint(self, sid: str) -> None:
        self._told_at[sid] = self._told
        with self._whoever_asks():
            super()._savepoint(sid)

    def _savepoint_rollback(self, sid: str) -> None:
        with self._whoever_asks():
            super()._savepoint_rollback(sid)
        self._told = self._told_at[sid]

    def _savepoint_commit(self, sid: str) -> None:
        with self._whoever_asks():
            super()._savepoint_commit(sid)
        del self._told_at[sid]

    @contextmanager
    def _whoever_asks(self) -> Iterator[None]:
        """A savepoint shows no rows: what it may see need not be told."""
        self._is_listening = False
        try:
            yield
        finally:
            self._is_listening = True


def _alone(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    connection: DatabaseWrapper = context["connection"]
    if scope.current() is None or not connection.get_autocommit():
        return execute(sql, params, many, context)
    with transaction.atomic(using=connection.alias):
        connection._tell()
        return execute(sql, params, many, context)
