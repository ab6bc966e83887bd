# SPDX-License-Identifier: Apache-2.0
"""Triggers that look at all rows of a statement. PostgreSQL keeps their plans for the connection: one made
for a single row is used again for ten thousand, and the other way round. A join chosen for the one is a
catastrophe for the other (ten thousand rows against ten thousand, or a million read to find one), so no
function leaves it to choose."""

from __future__ import annotations

import re

import pytest
from django.db import connection

ALL = """
    SELECT p.proname, p.prosrc, coalesce(p.proconfig, '{}') FROM pg_proc p
    WHERE p.oid IN (SELECT tgfoid FROM pg_trigger WHERE tgnewtable IS NOT NULL OR tgoldtable IS NOT NULL)
"""
JOINS = re.compile(r"\bJOIN\b(?! LATERAL)|USING (new|old)_rows|FROM (new|old)_rows( \w+)?,", re.IGNORECASE)


@pytest.mark.django_db
def test_no_plan_is_chosen_for_the_number_of_rows() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ALL)
        found = {name: (source, config) for name, source, config in cursor.fetchall()}
    assert len(found) > 8
    assert not [name for name, (source, _config) in found.items() if JOINS.search(source)]
    assert not [name for name, (_source, config) in found.items() if "enable_seqscan=off" not in config]
