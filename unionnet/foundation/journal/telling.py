# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.db import connection

from unionnet.foundation.journal.facts import Fact


class Actor(Protocol):
    """Whoever acts: anything with a primary key. Who stands in for somebody says so in `stands_for`."""

    @property
    def pk(self) -> int: ...


def tell(fact: Fact, *, by: Actor | None, org_path: str = "") -> None:
    """Write the fact into the journal, in the caller's transaction. Raises RuntimeError outside of one,
    since audit and change must stand or fall together."""
    tell_all([fact], by=by, org_path=org_path)


def tell_all(facts: Iterable[Fact], *, by: Actor | None, org_path: str = "") -> None:
    """The same for many facts of one verb, in their order, in one statement."""
    facts = list(facts)
    if not connection.in_atomic_block:
        raise RuntimeError(f"{', '.join({fact.fact_name for fact in facts})} told outside a transaction")
    from unionnet.foundation.journal.models import Entry  # the package is imported before models may be

    who = {"actor_id": by.pk if by else None, "behalf_id": getattr(by, "stands_for", None)}
    Entry.objects.bulk_create(
        Entry(fact=fact.fact_name, org_path=org_path, data=fact.as_data(), **who) for fact in facts
    )
