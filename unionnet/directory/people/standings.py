# SPDX-License-Identifier: Apache-2.0
"""The projection the hot lane reads, kept by set-based statements in the transaction that changes its
sources."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from unionnet.directory.people.models import MEMBER_STATES
from unionnet.directory.people.purposes import leaves_out
from unionnet.directory.people.spans import begin_spans

REFRESH = """
INSERT INTO people_standing (person_id, path, is_real_name, tags, born_on)
SELECT p.id, coalesce(o.path, ''), p.real_name_at IS NOT NULL AND (m.id IS NOT NULL OR (
    -- who took back every consent to be known by name is nobody's real-name user any more
    SELECT coalesce(bool_or(c.withdrawn_at IS NULL), true) FROM people_consent c
    WHERE c.person_id = p.id AND c.purpose IN ('joining', 'real_name'))), p.tags || coalesce((
    -- what a programme handed down is known to offers alone
    SELECT array_agg(DISTINCT h.tag) FROM people_handedtag h WHERE h.person_id = p.id AND h.tag <> ALL(p.tags)
    ), '{}'), p.born_on
FROM people_person p
LEFT JOIN people_membership m ON m.person_id = p.id AND m.state = ANY(%(states)s)
LEFT JOIN organisations_organisation o ON o.id = m.organisation_id
WHERE %(everyone)s OR p.id = ANY(%(people)s)
ON CONFLICT (person_id) DO UPDATE
SET path = excluded.path, is_real_name = excluded.is_real_name,
    tags = excluded.tags, born_on = excluded.born_on
"""
# Without the listings, which the trigger would write one by one (`actions/relisting.py`).
FOLLOW = """
UPDATE people_standing SET path = %(to)s || substr(path, length(%(from)s) + 1)
WHERE path >= %(from)s AND path < %(from)s || '~'
"""
REMEMBER = "INSERT INTO people_listingmove (from_path, to_path, done_to) VALUES (%(from)s, %(to)s, '')"
LATER = "SELECT set_config('unionnet.listings_follow', %s, true)"


def keep_person(person_id: int) -> None:
    """Taken before a membership is, until the end of the transaction: what is made of a person's tags and of
    their membership together is then never made of an old half, and no two verbs wait for each other in a
    ring."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM people_person WHERE id = %s FOR NO KEY UPDATE", [person_id])


@leaves_out("real_name")
def refresh_standing(person_ids: Iterable[int] | None) -> int:
    """Bring the standing of these people (None: of everybody, after a bulk load) to what the tables say, and
    begin the history of memberships that have none."""
    people = [] if person_ids is None else list(person_ids)
    begin_spans(None if person_ids is None else people)
    everyone, states = person_ids is None, list(MEMBER_STATES)
    with connection.cursor() as cursor:
        cursor.execute(REFRESH, {"everyone": everyone, "people": people, "states": states})
        return int(cursor.rowcount)


def restand_subtree(from_path: str, to_path: str) -> int:
    """A subtree of unions has moved: its members follow, in the same transaction. What they are searched by
    follows in the next seconds."""
    with connection.cursor() as cursor:
        cursor.execute(LATER, ["later"])
        cursor.execute(FOLLOW, {"from": from_path, "to": to_path})
        moved = int(cursor.rowcount)
        cursor.execute(LATER, [""])
        if moved:
            cursor.execute(REMEMBER, {"from": from_path, "to": to_path})
    return moved
