# SPDX-License-Identifier: Apache-2.0
"""人数 and 人次 from the same rows, counted once and kept apart; and money, in 分."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from unionnet.tools.activities.models import Activity, Attendee, BudgetLine, Expense, HeadCount, Host


@dataclass(frozen=True)
class Came:
    """`persons` are different people, `person_times` how often one came; `declared` is of people nobody
    wrote down, and is added to neither."""

    persons: int
    person_times: int
    declared: int = 0


def count_of(activity: Activity) -> Came:
    """From the rows, while they are there; from the archive afterwards."""
    declared = activity.head_counts.aggregate(n=Sum("number"))["n"] or 0
    if activity.persons is not None and activity.person_times is not None:
        return Came(activity.persons, activity.person_times, declared)
    return Came(**activity.attendees.aggregate(**COUNTS), declared=declared)


def count_among(activities: QuerySet[Activity]) -> Came:
    """Over many activities: who came to several is one person."""
    rows = Attendee.objects.filter(activity__in=activities.order_by())
    declared = HeadCount.objects.filter(activity__in=activities.order_by()).aggregate(n=Sum("number"))["n"]
    return Came(**rows.aggregate(**COUNTS), declared=declared or 0)


COUNTS = {"persons": Count("who", distinct=True), "person_times": Count("pk")}


@dataclass(frozen=True)
class ByHost:
    """How many came with one of the hosts; `host` is None for those of whom nobody knows."""

    host: Host | None
    persons: int
    person_times: int


def by_host(activity: Activity) -> Sequence[ByHost]:
    """One line a host, the lead first, those without one last."""
    hosts = {host.pk: host for host in activity.hosts.select_related("organisation").order_by("pk")}
    rows = activity.attendees.order_by().values("host").annotate(**COUNTS)
    counted = {pk: (n, m) for pk, n, m in rows.values_list("host", *COUNTS)}

    def line(pk: int | None) -> ByHost:
        return ByHost(hosts.get(pk) if pk else None, *counted.get(pk, (0, 0)))

    return [*map(line, hosts), *([line(None)] if None in counted else [])]


@dataclass(frozen=True)
class Money:
    """In 分."""

    planned: int
    spent: int


def money_of(activity: Activity) -> Money:
    planned = activity.budget.aggregate(n=Sum("planned"))["n"] or 0
    return Money(planned, activity.expenses.aggregate(n=Sum("amount"))["n"] or 0)


def with_counts(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Beside each activity: people, person-times and what was spent. What the archive holds goes first."""
    came = Attendee.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
    return rows.annotate(
        persons_now=_or("persons", came.annotate(n=Count("who", distinct=True))),
        times_now=_or("person_times", came.annotate(n=Count("pk"))),
        planned_now=_one(_of(BudgetLine).annotate(n=Sum("planned"))),
        spent_now=_one(_of(Expense).annotate(n=Sum("amount"))),
    )


def _of(model: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(activity=OuterRef("pk"))
    return rows.order_by().values("activity")


def _or(kept: str, counted: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(kept, _one(counted), output_field=BigIntegerField())


def _one(counted: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(counted.values("n")), 0, output_field=BigIntegerField())
