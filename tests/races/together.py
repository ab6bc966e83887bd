# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import psycopg
from django.db import DatabaseError, connection
from django.db.models import Model

from tests.database import OWNER_URL
from unionnet.foundation.refusals import Refusal

PATIENCE = 60


def all_at_once(deeds: Sequence[Callable[[], object]]) -> list[str]:
    """Everybody waits for the last one, then acts. What came of each, in their order: `done`, the code of the
    no, or what the database said."""
    gate = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        gate.wait(PATIENCE)
        try:
            deed()
        except Refusal as no:
            return no.code
        except DatabaseError as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@contextmanager
def without(model: type[Model], constraint: str) -> Iterator[None]:
    """The sabotage: the table without its guard. The rows go with it; it is put back in the words of the
    model, since in those of the database it would not be quite the same, and claim 19 would see that."""
    (guard,) = (each for each in model._meta.constraints if each.name == constraint)
    with connection.schema_editor(collect_sql=True) as taking:
        taking.remove_constraint(model, guard)
    with connection.schema_editor(collect_sql=True) as giving:
        giving.add_constraint(model, guard)
    with psycopg.connect(OWNER_URL, autocommit=True) as owner:
        for line in taking.collected_sql:
            owner.execute(line.encode())
        try:
            yield
        finally:
            owner.execute(f"TRUNCATE {model._meta.db_table} CASCADE".encode())
            for line in giving.collected_sql:
                owner.execute(line.encode())
