# SPDX-License-Identifier: Apache-2.0
"""The questions of incidents. The unions above see that there is one, how grave and by when; its words are
read at the desk where it lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.directory.people.queries.posts import holders_by_union
from unionnet.foundation.prepared import prepared
from unionnet.programmes.incidents.models import SERIOUS, DutyLine, Incident
from unionnet.programmes.incidents.rules import DRILL, HANDLE, SEE, ruling, why_not_report, why_not_work
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import cases_seen_by

MOST_OFFICES, MOST_PEOPLE = 50, 200


def incidents_seen_by(person: Person) -> QuerySet[Incident]:
    return Incident.objects.filter(person.reach(SEE).q()).select_related("organisation")


def found_in(rows: QuerySet[Incident], *, which: str, level: str) -> QuerySet[Incident]:
    """`which`: the open ones, all real ones, or the drills."""
    if level in Incident.Level.values:
        rows = rows.filter(level=level)
    if which == "open":
        rows = rows.filter(ended_at=None)
    return rows.filter(is_drill=which == "drills")


def titles_of(incidents: Iterable[Incident], person: Person) -> dict[int, tuple[str, str]]:
    """Title and public id of their cases, by case: of those whose words the reader may see."""
    cases = cases_seen_by(person).filter(pk__in=[each.case_id for each in incidents]).order_by()
    return {pk: (title, public) for pk, title, public in cases.values_list("pk", "title", "public_id")}


@dataclass(frozen=True)
class Posture:
    """How things stand within reach, drills left out: open ones, those whose report is not made, those for
    which it is too late, reports of the last year made in time out of all that had to be made; and the last
    drill, with the day by which another is due (None: there was none)."""

    open: int
    unreported: int
    overdue: int
    in_time: int
    reported: int
    last_drill: datetime | None
    drill_due: datetime | None


def posture_of(person: Person, union: Organisation | None, now: datetime) -> Posture:
    real = Q(is_drill=False)
    waiting = real & Q(ended_at=None, level__in=SERIOUS, reported_at=None)
    told = real & Q(level__in=SERIOUS, reported_at__gt=now - timedelta(days=365))
    counted = incidents_seen_by(person).aggregate(
        open=Count("pk", filter=real & Q(ended_at=None)),
        unreported=Count("pk", filter=waiting),
        overdue=Count("pk", filter=waiting & Q(report_due_at__lt=now)),
        reported=Count("pk", filter=told),
        in_time=Count("pk", filter=told & Q(reported_at__lte=F("report_due_at"))),
        last_drill=Max("found_at", filter=Q(is_drill=True)),
    )
    last, due = counted["last_drill"], None
    if last and union:
        due = last + timedelta(**ruling(DRILL, union, now).value)
    return Posture(**counted, drill_due=due)


def on_duty(union: Organisation) -> dict[str, Person]:
    """Who answers for each line today."""
    rows = DutyLine.objects.filter(organisation=union, until=None).select_related("person")
    return {row.line: row.person for row in rows}


def duty_lines_of(union: Organisation) -> list[tuple[str, str, Person | None]]:
    """Every line with its words, and who answers for it."""
    now = on_duty(union)
    return [(line.value, str(line.label), now.get(line.value)) for line in DutyLine.Line]


def offices_handled_by(person: Person) -> QuerySet[Organisation]:
    """Where the person sits, not all that lies below."""
    return Organisation.objects.filter(path__in=offices_of(person, HANDLE), until=None).order_by("path")


def officers_of(union: Organisation) -> list[Person]:
    """Who may be named: those who hold a handling post at this union."""
    ids = holders_by_union(HANDLE, [union.pk]).get(union.pk, [])
    return list(Person.objects.filter(pk__in=ids).order_by("name", "pk")[:MOST_PEOPLE])


def links_for_case(case: Case, person: Person) -> list[tuple[Any, str, str]]:
    """What may be done with the incident of this case, for its page."""
    incident = _of_case.first(case.pk)
    if incident is None:
        return []
    incident.case = case
    steps = (
        (_("登记已向网信部门报告"), "report", "upload", why_not_report),
        (_("写明原因和措施，结案"), "settle", "check", why_not_work),
    )
    links = [
        (label, _address(incident, name), icon)
        for label, name, icon, why in steps
        if not why(incident, person)
    ]
    return [*links, (_("事件报告（打印）"), _address(incident, "paper"), "print")]


@prepared
def _of_case(case: int) -> QuerySet[Incident]:
    return Incident.objects.filter(case=case).select_related("organisation")


def _address(incident: Incident, name: str) -> str:
    return reverse(f"desk-incidents:{name}", args=[incident.public_id])
