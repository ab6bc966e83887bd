# SPDX-License-Identifier: Apache-2.0
"""How orders stood at a moment, worked out from what only ever grows: the steps of their story, and when each
union was given its share. One statement, whatever the number of orders."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.clock import start_of
from unionnet.programmes.hotline.kinds import KINDS
from unionnet.tools.casework.models import OPEN, Kind
from unionnet.tools.casework.models.cases import DONE

# A union has an order while the last that was said of the two is that it was given to it. For the union that
# took it in the answer counts when it closes, for the others when they reply, as in the rates (HL-08).
STANDING = """
WITH share AS (
    SELECT d.case_id, d.unit_id
    FROM casework_dispatch d JOIN organisations_organisation o ON o.id = d.unit_id
    WHERE o.path >= %(path)s AND o.path < %(path)s || '~' AND d.kind_id = ANY(%(kinds)s) AND d.is_lead
      AND d.sent_at >= %(first)s AND d.sent_at < %(until)s
    GROUP BY d.case_id, d.unit_id
), stood AS (
    SELECT share.unit_id, c.kind_id, c.grade, now_.state, due.until AS due_at, closing.at AS closed_at,
        CASE WHEN share.unit_id = c.organisation_id THEN closing.at ELSE reply.at END AS replied_at,
        calls.asked, calls.content
    FROM share JOIN casework_case c ON c.id = share.case_id
    CROSS JOIN LATERAL (
        SELECT s.state FROM casework_step s WHERE s.case_id = c.id AND s.at < %(until)s
        ORDER BY s.number DESC LIMIT 1) AS now_
    CROSS JOIN LATERAL (
        SELECT coalesce(max(s.number) FILTER (WHERE s.move = 'dispatch'), 1) AS given,
            coalesce(max(s.number) FILTER (WHERE s.move IN ('return', 'recall')), 0) AS lost
        FROM casework_step s WHERE s.case_id = c.id AND s.at < %(until)s
          AND (s.move IN ('dispatch', 'recall') AND s.unit_id = share.unit_id
               OR s.move = 'return' AND s.organisation_id = share.unit_id)) AS held
    CROSS JOIN LATERAL (
        SELECT coalesce((
            SELECT s.until FROM casework_step s WHERE s.case_id = c.id AND s.at < %(until)s
              AND s.until IS NOT NULL
              AND s.move IN ('received', 'classify', 'resume', 'grant_time', 'stage', 'reopen', 'fail')
            ORDER BY s.number DESC LIMIT 1), c.due_at) AS until) AS due
    CROSS JOIN LATERAL (
        SELECT min(s.at) AS at FROM casework_step s
        WHERE s.case_id = c.id AND s.at < %(until)s AND s.state = ANY(%(done)s) AND s.number > (
            SELECT coalesce(max(r.number), 0) FROM casework_step r
            WHERE r.case_id = c.id AND r.at < %(until)s AND r.move IN ('reopen', 'fail'))) AS closing
    LEFT JOIN LATERAL (
        SELECT s.at FROM casework_step s
        WHERE s.case_id = c.id AND s.at < %(until)s AND s.move IN ('reply', 'pass_up')
        ORDER BY s.organisation_id = share.unit_id DESC, s.number DESC LIMIT 1) AS reply ON true
    CROSS JOIN LATERAL (
        SELECT count(*) AS asked, count(*) FILTER (WHERE s.move = 'satisfied') AS content
        FROM casework_step s WHERE s.case_id = c.id AND s.at < %(until)s AND s.number > held.given
          AND s.move IN ('satisfied', 'unsatisfied', 'reopen')) AS calls
    WHERE held.lost < held.given
)
SELECT unit_id, kind_id, grade,
    count(*) FILTER (WHERE state = ANY(%(open)s) OR state = ANY(%(done)s)),
    count(*) FILTER (WHERE state = ANY(%(done)s)),
    count(*) FILTER (WHERE state = ANY(%(done)s) AND coalesce(replied_at, closed_at) <= due_at),
    count(*) FILTER (WHERE state = ANY(%(open)s) AND state <> 'paused' AND due_at < %(until)s),
    count(*) FILTER (WHERE state = 'paused'),
    count(*) FILTER (WHERE state = ANY(%(open)s) AND state <> 'paused' AND due_at >= %(until)s),
    count(*) FILTER (WHERE NOT state = ANY(%(open)s) AND NOT state = ANY(%(done)s)),
    coalesce(sum(asked), 0)::int, coalesce(sum(content), 0)::int
FROM stood GROUP BY unit_id, kind_id, grade ORDER BY unit_id, kind_id, grade
"""


@dataclass(frozen=True)
class Standing:
    """One line of a report; see `CutOffLine` for the fields."""

    unit_id: int
    kind_id: int
    grade: str
    accepted: int
    closed: int
    closed_in_time: int
    overdue: int
    paused: int
    not_due: int
    left: int
    callbacks: int
    satisfied: int


def standing_at(organisation: Organisation, since: date, until: datetime) -> list[Standing]:
    """Of this union and those below it, for what came to each of them since that day and before `until`."""
    told: dict[str, Any] = {
        "path": organisation.path,
        "kinds": list(order_kinds().values_list("pk", flat=True)),
        "first": start_of(since),
        "until": until,
        "open": list(OPEN),
        "done": list(DONE),
    }
    with connection.cursor() as cursor:
        cursor.execute(STANDING, told)
        return [Standing(*row) for row in cursor.fetchall()]


def order_kinds() -> QuerySet[Kind]:
    return Kind.objects.filter(key__in=KINDS).order_by("id")


def digest_of(lines: Sequence[Standing]) -> str:
    """Of all lines, so that a copy can be held against the report."""
    text = json.dumps([asdict(line) for line in lines], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
