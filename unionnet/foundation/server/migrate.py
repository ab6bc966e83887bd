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
    while the first holds its tables. An empty database keeps nobody waiting."""

    def migrate(
        self, targets: Any, plan: Any = None, state: ProjectState | None = None, *given: Any, **named: Any
    ) -> ProjectState:
        if state:
            state = Growing(state.models, state.real_apps)
        return super().migrate(targets, plan, state, *given, **named)

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        if not self.loader.applied_migrations:
            return super().apply_migration(state, migration, fake, fake_initial)
        states = [state]
        for operation in migration.operations:
            states.append(states[-1].clone())
            operation.state_forwards(migration.app_label, states[-1])
        migration.apply = partial(_apply, migration, states)  # type: ignore[method-assign]
        try:
            return super().apply_migration(state, migration, fake, fake_initial)
        finally:
            del migration.apply  # and all those states with it


command.MigrationExecutor = Forethought  # type: ignore[attr-defined]  # the command asks nobody which one to take


class Growing(ProjectState):
    """What a database becomes. A model that is new or has changed is made alone. Django would make all anew
    that have to do with it, a hundred at a time, so that code of a migration sees them as they were: such
    code still does (`is_delayed`), the statements that change tables need not."""

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        if "apps" not in self.__dict__:
            return
        is_new = model_name not in self.apps.all_models[app_label]
        if is_new or delay:
            self.is_delayed |= delay
            self._make_alone(app_label, model_name)
        else:
            super().reload_model(app_label, model_name)

    def _make_alone(self, app_label: str, model_name: str) -> None:
        with self.apps.bulk_update():
            self.apps.unregister_model(app_label, model_name)
        if state := self.models.get((app_label, model_name)):
            self.apps.render_multiple([state])

    def clone(self) -> ProjectState:
        copy = super().clone()
        copy.__class__ = Growing
        return copy


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
