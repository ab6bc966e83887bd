# SPDX-License-Identifier: Apache-2.0
"""Trays are read by the index of what is open, however often they were asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db.models import QuerySet

from tests.database import OWNER_URL
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.tools.casework.queries import found_in, sent_on, to_do
from unionnet.tools.casework.tests.makers import make_tree

pytestmark = pytest.mark.django_db
# Of few rows any index is as good: the one of all that a union ever had is not there for a moment.
WITHOUT_THE_WHOLE = "SET lock_timeout = '20s'; SET enable_seqscan = off; DROP INDEX dispatch_of_unit"
IS_OF_SOME = "SELECT indpred IS NOT NULL FROM pg_index WHERE indexrelid = %s::regclass"


def late(person: Person) -> QuerySet[Any]:
    return found_in(to_do(person), person, "", "", late_at=database_now())


@pytest.mark.parametrize("tray", [to_do, sent_on, late])
def test_a_tray_asked_often_is_still_read_by_an_index_of_what_is_open(
    tray: Callable[[Person], QuerySet[Any]],
) -> None:
    """As PostgreSQL plans a statement for any parameters at all (decision 0072)."""
    tree = make_tree()
    words, parameters = tray(tree.at_county).order_by("due_at", "id").query.sql_with_params()
    for number in range(len(parameters)):
        words = words.replace("%s", f"${number + 1}", 1)
    with psycopg.connect(OWNER_URL) as owner:
        owner.execute(WITHOUT_THE_WHOLE)
        plan = str(owner.execute(f"EXPLAIN (GENERIC_PLAN) {words}").fetchall())
        used = re.findall(r"using (\w+) on casework_dispatch", plan)
        assert [owner.execute(IS_OF_SOME, [index]).fetchone() for index in used] == [(True,)], plan
        owner.rollback()
