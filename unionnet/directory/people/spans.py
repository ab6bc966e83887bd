# SPDX-License-Identifier: Apache-2.0
"""The days of every membership. Life verbs write them one by one (`actions/life.py`); here the first span of
those who came in, by ones or by thousands, is made from their row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import connection
from django.db.models import Q

from unionnet.directory.people.models import MEMBER_STATES

BEGIN = """
INSERT INTO people_membershipspan
    (membership_id, person_id, organisation_id, state, move, since, at, by_id, reason, basis, is_undone)
SELECT m.id, m.person_id, m.organisation_id, m.state, 'approve',
       (coalesce(m.decided_at, m.applied_at) AT TIME ZONE %(zone)s)::date,
       coalesce(m.decided_at, m.applied_at), m.decided_by_id, '', '', false
FROM people_membership m
WHERE m.state = ANY(%(states)s) AND (%(everyone)s OR m.person_id = ANY(%(people)s))
  AND NOT EXISTS (SELECT FROM people_membershipspan s WHERE s.membership_id = m.id AND s.until IS NULL)
ON CONFLICT DO NOTHING
"""


def begin_spans(person_ids: Iterable[int] | None) -> int:
    """Begin the history of these people's memberships (None: of everybody's, after a bulk load) where it has
    not begun. Returns how many began."""
    people = [] if person_ids is None else list(person_ids)
    everyone, states = person_ids is None, list(MEMBER_STATES)
    with connection.cursor() as cursor:
        cursor.execute(
            BEGIN, {"everyone": everyone, "people": people, "states": states, "zone": settings.TIME_ZONE}
        )
        return int(cursor.rowcount)


def held_on(day: date) -> Q:
    """Spans that hold when that day ends."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))
