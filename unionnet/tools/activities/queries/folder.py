# SPDX-License-Identifier: Apache-2.0
"""All of one activity: for its page, its paper and its bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from unionnet.foundation.clock import local_date
from unionnet.foundation.ui.parts import Event
from unionnet.tools.activities.models import (
    Activity,
    BudgetLine,
    Document,
    Expense,
    FollowUp,
    HeadCount,
    Photo,
    Session,
    Step,
    Supplement,
)
from unionnet.tools.activities.queries.counting import ByHost, Came, Money, by_host, count_of
from unionnet.tools.activities.rules import Caution, SpendingClass, cautions_about, classes_of

MOST = 2000


@dataclass(frozen=True)
class Line:
    """A line of the budget with its class, and what of it was spent."""

    line: BudgetLine
    of: SpendingClass | None
    spent: int


@dataclass(frozen=True)
class Folder:
    activity: Activity
    sessions: Sequence[Session]
    came: Came
    hosts: Sequence[ByHost]
    heads: Sequence[HeadCount]
    budget: Sequence[Line]
    expenses: Sequence[Expense]
    money: Money
    cautions: Sequence[Caution]
    documents: Sequence[Document]
    photos: Sequence[Photo]
    follow_ups: Sequence[FollowUp]
    supplements: Sequence[Supplement]
    steps: Sequence[Step]

    @property
    def speeches(self) -> list[Document]:
        return [each for each in self.documents if each.kind == Document.Kind.SPEECH]

    @property
    def papers(self) -> list[Document]:
        return [each for each in self.documents if each.kind != Document.Kind.SPEECH]


def folder_of(activity: Activity) -> Folder:
    """A dozen questions, however thick the file is."""
    day = local_date(activity.starts_at)
    classes, _cited = classes_of(activity.scheme, activity.organisation.county_code, day)
    lines = list(activity.budget.annotate(spent=Sum("expenses__amount")))
    expenses = list(activity.expenses.select_related("line").order_by("spent_on", "pk"))
    return Folder(
        activity=activity,
        sessions=list(activity.sessions.annotate(times=Count("attendees"))),
        came=count_of(activity),
        hosts=by_host(activity),
        heads=list(activity.head_counts.select_related("host").order_by("pk")),
        budget=[Line(each, classes.get(each.code), each.spent or 0) for each in lines],
        expenses=expenses,
        money=Money(sum(each.planned for each in lines), sum(each.amount for each in expenses)),
        cautions=cautions_about(activity, lines),
        documents=list(activity.documents.select_related("file")),
        photos=list(activity.photos.select_related("file").order_by("taken_at", "pk")),
        follow_ups=list(activity.follow_ups.order_by("due_on", "pk")),
        supplements=list(activity.supplements.select_related("by", "file").order_by("pk")),
        steps=list(activity.steps.select_related("by").order_by("-at", "-pk")),
    )


@dataclass(frozen=True)
class Month:
    """One month of the yearly plan. Money in 分."""

    number: int
    activities: Sequence[Activity]
    expected: int
    planned: int


def year_plan(rows: QuerySet[Activity], year: int) -> list[Month]:
    """The activities of a year by month, called-off ones left out: one question, and no more than `MOST`."""
    own = rows.filter(year=year).exclude(state=Activity.State.CANCELLED).order_by("starts_at", "id")
    months: dict[int, list[Activity]] = {number: [] for number in range(1, 13)}
    for row in own.annotate(planned_now=Coalesce(Sum("budget__planned"), 0))[:MOST]:
        months[local_date(row.starts_at).month].append(row)
    return [Month(number, found, *_sums(found)) for number, found in months.items()]


def _sums(found: Sequence[Any]) -> tuple[int, int]:
    return sum(row.expected for row in found), sum(row.planned_now for row in found)


def told(steps: Sequence[Step]) -> list[Event]:
    """The story of the file, the newest first."""
    words = {
        "submit": _("报请审批"),
        "approve": _("批准"),
        "return": _("退回修改"),
        "announce": _("发出通知"),
        "start": _("开始签到"),
        "finish": _("活动结束"),
        "archive": _("归档"),
        "cancel": _("取消活动"),
    }
    return [Event(each.at, words.get(each.move, each.move), each.by.name, each.note) for each in steps]
