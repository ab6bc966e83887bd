# SPDX-License-Identifier: Apache-2.0
"""Incidents within reach, and how far each is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from unionnet.directory.people.models import Person
from unionnet.doors.rights.models import Affected, Incident
from unionnet.doors.rights.rules import report_by
from unionnet.foundation.clock import local_date
from unionnet.foundation.rulebook import Ruling, rule


def incidents_seen_by(person: Person) -> QuerySet[Incident]:
    reach = person.reach("rights.incidents")
    return Incident.objects.filter(reach.q()).select_related("organisation", "by")


@dataclass(frozen=True)
class Progress:
    """Persons affected by how we know, how many were told, and the clock of the report."""

    ways: list[tuple[str, int]]
    people: int
    told: int
    due: datetime
    ruling: Ruling
    contents: Ruling
    is_late: bool


def progress_of(incident: Incident, *, at: datetime) -> Progress:
    counted = Affected.objects.filter(incident=incident).order_by().values_list("how")
    rows = list(counted.annotate(n=Count("pk"), told=Count("pk", filter=Q(told_at__isnull=False))))
    ways = [(str(Affected.How(how).label), n) for how, n, _told in rows]
    due, ruling = report_by(incident)
    contents = rule("PI-11.tell_people", on=local_date(at))
    late = incident.is_serious and (incident.reported_at or at) > due
    return Progress(
        ways, sum(n for _how, n, _told in rows), sum(row[2] for row in rows), due, ruling, contents, late
    )
