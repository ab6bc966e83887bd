# SPDX-License-Identifier: Apache-2.0
"""The questions of feedback. Whoever sees a case sees its feedback; what is shown is open to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.prepared import prepared
from unionnet.foundation.scope import everything
from unionnet.programmes.feedback.models import Box, Feedback
from unionnet.tools.casework.models import OPEN, Case
from unionnet.tools.casework.queries import cases_seen_by

DAY = timedelta(days=1)
WITH_CASE = ("case__kind", "case__organisation", "case__holder", "case__merged_into")


@dataclass(frozen=True)
class Counts:
    """`rated` is the denominator of `satisfied`; `overdue` are among the `live`."""

    live: int
    overdue: int
    rated: int
    satisfied: int


@dataclass(frozen=True)
class Shown:
    """One line of what was said and what came of it, without who said it."""

    told: str
    answered: str
    union: str
    at: datetime
    satisfied: bool | None


def feedback_seen_by(person: Person) -> QuerySet[Feedback]:
    """What lies within the reach of their posts; nobody sees their own from behind the desk."""
    seen = cases_seen_by(person).filter(pk=OuterRef("case"))
    rows = Feedback.objects.filter(Exists(seen)).defer("case__words")
    return rows.select_related("case__kind", "case__organisation", "case__holder", "item")


def found_in(rows: QuerySet[Feedback], *, topic: str, state: str, now: datetime) -> QuerySet[Feedback]:
    """Of one topic; `live`, `late`, `tasked` or `shown`."""
    if topic in Feedback.Topic.values:
        rows = rows.filter(topic=topic)
    asked = {
        "live": Q(case__state__in=OPEN),
        "late": late(now),
        "tasked": Q(item__isnull=False),
        "shown": Q(shown_at__isnull=False),
    }
    return rows.filter(asked[state]) if state in asked else rows


def late(now: datetime) -> Q:
    return Q(case__state__in=OPEN, case__due_at__lt=now) & ~Q(case__state="paused")


def counts_of(rows: QuerySet[Feedback], now: datetime) -> Counts:
    counted = rows.aggregate(
        live=Count("pk", filter=Q(case__state__in=OPEN)),
        overdue=Count("pk", filter=late(now)),
        rated=Count("pk", filter=Q(case__satisfied__isnull=False)),
        satisfied=Count("pk", filter=Q(case__satisfied=True)),
    )
    return Counts(**counted)


@everything("whoever knows the receipt is the one who gave it")
def feedback_by_receipt(receipt: str) -> Feedback | None:
    rows = Feedback.objects.filter(receipt=receipt).select_related(*WITH_CASE)
    return rows.defer("case__words").first()


@everything("what an officer let be shown stands open to everybody")
def shown_of(union: Organisation, before: int, size: int) -> list[Shown]:
    """The newest of this union and those below it, `before` of them left out, one more than `size`."""
    rows = Feedback.objects.filter(
        shown_at__isnull=False,
        case__organisation__path__gte=union.path,
        case__organisation__path__lt=union.path_end,
    ).order_by("-shown_at", "-id")
    fields = ("told", "answered", "case__organisation__name", "shown_at", "case__satisfied")
    return [Shown(*line) for line in rows.values_list(*fields)[before : before + size + 1]]


@everything("whether a name is asked for is said to everybody")
def allows_unnamed(union: Organisation) -> bool:
    """As the union has set its box, or the nearest one above that has."""
    ends = range(SEGMENT, len(union.path) + 1, SEGMENT)
    boxes = Box.objects.filter(organisation__path__in=[union.path[:end] for end in ends])
    nearest = boxes.order_by("-organisation__path").first()
    return nearest is not None and nearest.allows_unnamed


def unnamed_left(union: Organisation, at: datetime) -> int:
    """How many were left without a name in this box within a day."""
    rows = Feedback.objects.filter(is_unnamed=True, said_at__gt=at - DAY, case__organisation=union)
    return rows.count()


def links_for_visitors(site: Site) -> list[tuple[Any, str, str]]:
    return [
        (_("意见箱：提了有编号，能查到怎么办"), f"{reverse('feedback:home')}?site={site.public_id}", "chat")
    ]


def links_for_case(case: Case, person: Person) -> list[tuple[Any, str, str]]:
    """The page where it becomes a task and is shown."""
    if not person.may("feedback.see"):
        return []
    return [
        (_("意见建议：转任务、公开"), reverse("desk-feedback:feedback", args=[each.public_id]), "chat")
        for each in _of_case(case.pk)
    ]


@prepared
def _of_case(case: int) -> QuerySet[Feedback]:
    return Feedback.objects.filter(case=case)
