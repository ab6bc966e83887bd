# SPDX-License-Identifier: Apache-2.0
"""Migrations as the owner, never waiting long for a lock that members are waiting behind; then the
grants and the walls."""

from contextlib import nullcontext
from functools import partial
from itertools import pairwise
from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate as command
from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from unionnet.foundation.postgres.grants import grant_all
from unionnet.foundation.postgres.patience import patiently
from unionnet.foundation.postgres.walls import build_all
from unionnet.foundation.scope import nothing


class Forethought(MigrationExecutor):
    """Works out what a migration makes of the models before it begins. Django does so between two operations,
    for half a second each, while the first holds its tables."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        states = [state]
        for operation in migration.operations:
            states.append(states[-1].clone())
            operation.state_forwards(migration.app_label, states[-1])
        migration.apply = partial(_apply, migration, states)  # type: ignore[method-assign]
        return super().apply_migration(state, migration, fake, fake_initial)


command.MigrationExecutor = Forethought  # type: ignore[attr-defined]  # the command asks nobody which one to take


def _apply(migration: Migration, states: list[ProjectState], *given: Any) -> ProjectState:
    """As `Migration.apply` does it, from states that are known."""
    editor: BaseDatabaseSchemaEditor = given[-1]
    for operation, (before, after) in zip(migration.operations, pairwise(states), strict=True):
        is_one = operation.atomic or (migration.atomic and operation.atomic is not False)
        with transaction.atomic() if is_one and not editor.atomic_migration else nullcontext():
            operation.database_forwards(migration.app_label, editor, before, after)
    return states[-1]


def outstanding() -> int:
    """How many migrations are still to be run."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@nothing()  # The owner stands behind the walls, and a scope would put each statement in a transaction.
def migrate(*, verbosity: int = 1) -> None:
    """Run what is outstanding, set the rights of the application role and build the walls before it."""
    connection.ensure_connection()
    owner = connection.connection
    patiently(owner, partial(grant_all, owner))  # triggers use what a migration makes before it ends
    if outstanding():
        patiently(owner, partial(call_command, "migrate", interactive=False, verbosity=verbosity))
        patiently(owner, partial(grant_all, owner))
    build_all(owner)
