# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Protocol

from django.db import connection

from unionnet.foundation.journal.facts import Fact


class Actor(Protocol):
    """Whoever acts: anything with a primary key."""

    @property
    def pk(self) -> int: ...


def tell(fact: Fact, *, by: Actor | None, org_path: str = "") -> None:
    """Write the fact into the journal, in the caller's transaction. Raises RuntimeError outside of one,
    since audit and change must stand or fall together."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{fact.fact_name} told outside a transaction")
    from unionnet.foundation.journal.models import Entry  # the package is imported before models may be

    Entry.objects.create(
        fact=fact.fact_name, actor_id=by.pk if by else None, org_path=org_path, data=fact.as_data()
    )
