# SPDX-License-Identifier: Apache-2.0
"""How every unit and department stood at the end of a day, worked out from what only ever grows: reports,
steps, reminders and marks. One statement, whatever the number of parts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import start_of
from unionnet.tools.supervision.models import ReportCard
from unionnet.tools.supervision.rules import SEE

# `at` is the first moment after the cut-off day. What was accepted, reported or given more time later is not
# counted. On time is what was handed in by its day, or is not due yet; what stood still on the cut-off day is
# due only where its day was over before.
STANDINGS = """
WITH of_office AS (
    SELECT p.id, p.organisation_id, p.department,
        coalesce((SELECT later.before FROM (
                      SELECT e.before, e.decided_at AS at FROM supervision_extension e
                      WHERE e.part_id = p.id AND e.is_granted AND e.decided_at >= %(at)s
                      UNION ALL
                      SELECT o.before, o.at FROM supervision_postponement o
                      WHERE o.part_id = p.id AND o.at >= %(at)s
                  ) later ORDER BY later.at LIMIT 1), p.due_on) AS due_on,
        coalesce((SELECT s.since - 1 FROM supervision_suspension s
                  WHERE s.item_id = i.id AND s.at < %(at)s AND (s.ended_at IS NULL OR s.ended_at >= %(at)s)),
                 %(cut_off)s) AS counted_until,
        p.accepted_at < %(at)s AS is_accepted, p.quality, p.innovation,
        CASE WHEN p.handed_in_at < %(at)s THEN (p.handed_in_at AT TIME ZONE %(zone)s)::date END AS handed_in,
        coalesce((SELECT r.percent FROM supervision_report r WHERE r.part_id = p.id AND r.at < %(at)s
                  ORDER BY r.at DESC, r.id DESC LIMIT 1), 0) AS percent
    FROM supervision_part p JOIN supervision_item i ON i.id = p.item_id
    WHERE i.organisation_id = %(office)s AND p.starts_on <= %(cut_off)s
)
SELECT f.organisation_id, o.name, f.department, count(*),
    sum(CASE WHEN f.is_accepted THEN 100 ELSE f.percent END),
    count(*) FILTER (WHERE f.due_on <= f.counted_until),
    count(*) FILTER (WHERE f.due_on <= f.counted_until AND f.handed_in <= f.due_on),
    count(*) FILTER (WHERE f.is_accepted),
    coalesce(sum(f.quality) FILTER (WHERE f.is_accepted), 0),
    coalesce(sum(f.innovation) FILTER (WHERE f.is_accepted), 0),
    coalesce(sum((SELECT count(*) FROM supervision_chase c WHERE c.part_id = f.id AND c.at < %(at)s
        AND c.kind IN ('chase', 'criticise', 'letter'))), 0)::bigint,
    coalesce(sum((SELECT count(*) FROM supervision_mark m WHERE m.part_id = f.id AND m.on <= %(cut_off)s
        AND m.colour IN ('yellow', 'orange'))), 0)::bigint,
    coalesce(sum((SELECT count(*) FROM supervision_mark m WHERE m.part_id = f.id AND m.on <= %(cut_off)s
        AND m.colour = 'red')), 0)::bigint
FROM of_office f JOIN organisations_organisation o ON o.id = f.organisation_id
GROUP BY f.organisation_id, o.name, f.department ORDER BY f.organisation_id, f.department
"""
FULL = 10_000  # a hundred points, in hundredths


@dataclass(frozen=True)
class Standing:
    """One department, with the numbers its score is made of; `score` in hundredths of a point."""

    organisation: int
    name: str
    department: str
    parts: int
    percent: int
    due: int
    on_time: int
    accepted: int
    quality: int
    innovation: int
    reminders: int
    yellow: int
    red: int
    score: int | None = None
    rank: int | None = None


def standings_at(office: Organisation, cut_off: date, terms: Mapping[str, int]) -> list[Standing]:
    """By rank; equal scores share one. `terms` are those of SV-07."""
    told: dict[str, Any] = {
        "office": office.pk,
        "cut_off": cut_off,
        "at": start_of(cut_off + timedelta(days=1)),
        "zone": settings.TIME_ZONE,
    }
    with connection.cursor() as cursor:
        cursor.execute(STANDINGS, told)
        found = [Standing(*row) for row in cursor.fetchall()]
    scored = [replace(each, score=score_of(each, terms)) for each in found]
    scored.sort(
        key=lambda each: (-(each.score if each.score is not None else -1), each.name, each.department)
    )
    return [replace(each, rank=_rank(each, scored)) for each in scored]


def score_of(standing: Standing, terms: Mapping[str, int]) -> int | None:
    """In hundredths, never below 0 (SV-07). What cannot be judged yet (nothing due, nothing accepted) is left
    out and the rest counts in its place, so that nobody gets points for nothing; None when nothing can be."""
    shares = (
        (terms["completion"], standing.percent, standing.parts * 100),
        (terms["timeliness"], standing.on_time, standing.due),
        (terms["quality"], standing.quality, standing.accepted * 10),
        (terms["innovation"], standing.innovation, standing.accepted * 10),
    )
    counted = [(points, got, of) for points, got, of in shares if of]
    whole = sum(points for points, _got, _of in counted)
    if not whole:
        return None
    points = sum(FULL * points * got // of for points, got, of in counted) // whole
    minus = (
        terms["reminder"] * standing.reminders
        + terms["yellow"] * standing.yellow
        + terms["red"] * standing.red
    )
    return max(0, points - 100 * minus)


def digest_of(standings: Sequence[Standing]) -> str:
    """A change of any number would give another."""
    text = json.dumps([asdict(each) for each in standings], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def cards_seen_by(person: Person) -> QuerySet[ReportCard]:
    """Those of unions within reach; and those in which one of them stands."""
    reach = person.reach(SEE)
    rows = ReportCard.objects.filter(reach.q() | reach.q("lines__organisation__path")).distinct()
    return rows.select_related("organisation", "by")


def lines_of(card: ReportCard) -> QuerySet[Any]:
    return card.lines.select_related("organisation").order_by("rank", "organisation__name", "department")


def _rank(standing: Standing, all_of: Sequence[Standing]) -> int | None:
    if standing.score is None:
        return None
    return 1 + sum(1 for each in all_of if each.score is not None and each.score > standing.score)
