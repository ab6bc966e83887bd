# SPDX-License-Identifier: Apache-2.0
"""Names of people that were written before there was a pinyin beside them."""

from __future__ import annotations

from django.db import connection

from unionnet.directory.organisations.pinyin import pinyin_key
from unionnet.directory.people.models import Person
from unionnet.directory.people.models.persons import NOT_SPELT
from unionnet.foundation.scope import verb

AT_ONCE = 1000
SPELT = """
    UPDATE people_person SET pinyin = spelt.pinyin FROM unnest(%s::bigint[], %s::text[]) AS spelt (id, pinyin)
    WHERE people_person.id = spelt.id
"""


@verb
def spell_names() -> int:
    """Spell the next thousand, whoever else is writing. Returns how many."""
    unspelt = Person.objects.filter(NOT_SPELT).order_by("pk")
    rows = list(unspelt.select_for_update(no_key=True, skip_locked=True).values_list("pk", "name")[:AT_ONCE])
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(SPELT, [[pk for pk, _name in rows], [pinyin_key(name) for _pk, name in rows]])
    return len(rows)
