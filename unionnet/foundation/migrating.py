# SPDX-License-Identifier: Apache-2.0
"""Changes of big tables that others write to: made beside them, and begun again when they were broken off.

A migration says `later(AddIndex(…))`, and one with `atomic = False`, which has nothing else in it, builds
what is missing. Why: docs/decisions, "Big tables are changed beside their writers".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.operations import NotInTransactionMixin
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.migrations.operations import RunPython, RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Index, Model, UniqueConstraint

IS_BUILT = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)"


def later(operation: Operation) -> SeparateDatabaseAndState:
    """Only what Django knows of the model changes now; a migration that follows sees to the database."""
    return SeparateDatabaseAndState(state_operations=[operation])


def hold(*tables: str) -> RunSQL:
    """First in a migration that touches several busy tables: takes them in the order in which verbs write to
    them. In another order we would hold one while a writer holds the next, and neither would let go."""
    return RunSQL(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE", RunSQL.noop)


class BuildIndexes(NotInTransactionMixin, Operation):
    """Each index, and each unique constraint with a condition, that the model has and its table has not."""

    reduces_to_sql = False
    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self._ensure_not_in_transaction(schema_editor)
        model = to_state.apps.get_model(app_label, self.model_name)
        unique = (each for each in model._meta.constraints if isinstance(each, UniqueConstraint))
        for wanted in (*model._meta.indexes, *(each for each in unique if each.condition)):
            _build(schema_editor, model, wanted)

    def database_backwards(self, *_given: Any) -> None:
        """The indexes stay: the migrations before this one drop them with what they belong to."""

    def describe(self) -> str:
        return f"Build the missing indexes of {self.model_name}"


def in_portions(table: str, statement: str, *, size: int = 20_000) -> RunPython:
    """A statement with `id >= %s AND id < %s`, over the whole of a table, each portion committed. It must not
    mind being said again: a migration that was broken off begins at the first row."""

    def run(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM {table}")  # noqa: S608
            first, last = cursor.fetchone() or (0, -1)
            for begin in range(first, last + 1, size):
                cursor.execute(statement, [begin, begin + size])

    return RunPython(run, RunPython.noop)


def build_index(name: str, statement: str) -> RunPython:
    """An index that no model names, as `CREATE INDEX CONCURRENTLY …`."""

    def run(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _see_to(schema_editor, name, statement)

    return RunPython(run, RunPython.noop)


def _build(editor: BaseDatabaseSchemaEditor, model: type[Model], wanted: Index | UniqueConstraint) -> None:
    statement = str(wanted.create_sql(model, editor))
    _see_to(editor, wanted.name, statement.replace("INDEX", "INDEX CONCURRENTLY", 1))


def _see_to(editor: BaseDatabaseSchemaEditor, name: str, statement: str) -> None:
    """Nothing when it is there; what was left half-built is built anew."""
    with editor.connection.cursor() as cursor, _taking_its_time(cursor):
        cursor.execute(IS_BUILT, [name])
        found = cursor.fetchone()
        if not found or not found[0]:
            cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {editor.quote_name(name)}")
            cursor.execute(statement)


@contextmanager
def _taking_its_time(cursor: CursorWrapper) -> Iterator[None]:
    """What is built concurrently waits for others and lets nobody wait: our limits are not for it."""
    limits = "SELECT set_config('lock_timeout', %s, false), set_config('statement_timeout', %s, false)"
    cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
    usual = cursor.fetchone()
    cursor.execute(limits, ["0", "0"])
    try:
        yield
    finally:
        cursor.execute(limits, usual)
