# SPDX-License-Identifier: Apache-2.0
"""What activities of a topic came to: for how many people, how many of them officers, at what cost."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from unionnet.directory.people.models import Role
from unionnet.tools.activities.models import Activity, Attendee, Expense

MOST = 500
NOBODY = (0, 0, 0)
ORDERS = ("person_times", "persons", "officers", "activities", "spent")


@dataclass(frozen=True)
class Topic:
    """`officers` of the `persons` held a post on the day; `spent` and `planned` in 分."""

    name: str
    activities: int
    trainings: int
    persons: int
    person_times: int
    officers: int
    spent: int


def topics_of(activities: QuerySet[Activity], by: str = "") -> list[Topic]:
    """The topics there are, the one with most of `by` first. Three questions, however many activities."""
    named = activities.exclude(topic="").order_by()
    counted = named.values_list("topic").annotate(
        n=Count("pk"), trainings=Count("pk", filter=Q(kind=Activity.Kind.TRAINING))
    )
    came = {row[0]: row[1:] for row in _came(named)}
    spent = dict(
        Expense.objects.filter(activity__in=named)
        .order_by()
        .values_list("activity__topic")
        .annotate(n=Sum("amount"))
    )
    found = [
        Topic(name, n, trainings, *came.get(name, NOBODY), spent=spent.get(name, 0))
        for name, n, trainings in counted.order_by("topic")[:MOST]
    ]
    order = by if by in ORDERS else ORDERS[0]
    return sorted(found, key=lambda topic: (-getattr(topic, order), topic.name))


def _came(named: QuerySet[Activity]) -> QuerySet[Attendee, tuple[str, int, int, int]]:
    posts = Role.objects.filter(person=OuterRef("person"), since__lte=OuterRef("day"))
    in_office = Exists(posts.filter(Q(until__isnull=True) | Q(until__gte=OuterRef("day"))))
    rows = Attendee.objects.filter(activity__in=named).order_by()
    rows = rows.alias(day=TruncDate("activity__starts_at"))
    return rows.values_list("activity__topic").annotate(
        persons=Count("who", distinct=True),
        times=Count("pk"),
        officers=Count("who", distinct=True, filter=in_office),
    )
