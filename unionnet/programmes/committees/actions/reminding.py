# SPDX-License-Identifier: Apache-2.0
"""Telling officers in time (ORG-20, ORG-29): of each union once at each mark, of many in one notice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.queries.posts import holders_by_union
from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.programmes.committees.models import Checkup, Reminder
from unionnet.programmes.committees.rules import MANAGE

BATCH = 500
NAMED = 3
URL = "/desk/committees/"


@verb
def remind(*, at: datetime | None = None) -> int:
    """Terms that end and chairs that stay empty. Returns of how many unions somebody was told."""
    today = local_date(at or database_now())
    terms = _new(_ending(today), today)
    chairs = _new(_vacant(today), today)
    _tell(
        terms,
        today,
        kind="committees.term",
        title=_("%(n)s 个工会的任期将满或已满"),
        text=_("%(names)s，请安排换届。"),
    )
    _tell(
        chairs,
        today,
        kind="committees.vacant",
        title=_("%(n)s 个工会的主席空缺"),
        text=_("%(names)s，请尽快补选。"),
    )
    return len(terms) + len(chairs)


def _ending(today: date) -> Iterable[tuple[Checkup, str]]:
    """(union, mark) of the last mark that was passed: what is over is not told to end in 90 days."""
    marks = sorted(rule("ORG-20.remind_days", on=today).value)
    for number, days in enumerate(marks):
        last = today + timedelta(days=days)
        rows = Checkup.objects.filter(until__lte=last, is_renewing=False)
        if number:
            rows = rows.filter(until__gt=today + timedelta(days=marks[number - 1]))
        mark = f"term:{days}"
        for line in _untold(rows, mark):
            yield line, f"{mark}:{line.until}"


def _vacant(today: date) -> Iterable[tuple[Checkup, str]]:
    """(union, mark) by how long the chair is empty; of two marks that were passed only the later."""
    marks = sorted(rule("ORG-29.remind_days", on=today).value)
    for number, days in enumerate(marks):
        rows = Checkup.objects.filter(vacant_since__lte=today - timedelta(days=days))
        if number + 1 < len(marks):
            rows = rows.filter(vacant_since__gt=today - timedelta(days=marks[number + 1]))
        mark = f"vacant:{days}"
        for line in _untold(rows, mark):
            yield line, f"{mark}:{line.vacant_since}"


def _untold(rows: QuerySet[Checkup], mark: str) -> QuerySet[Checkup]:
    told = Reminder.objects.filter(mark__startswith=f"{mark}:").values("committee")
    found = rows.exclude(committee__in=told).select_related("organisation", "committee")
    return found.order_by("due_on", "path")[:BATCH]


def _new(found: Iterable[tuple[Checkup, str]], today: date) -> list[Checkup]:
    """Note that they are told; whoever was told in the meantime is left out."""
    lines = list(found)
    Reminder.objects.bulk_create(
        [Reminder(committee=line.committee, mark=mark, at=today) for line, mark in lines],
        ignore_conflicts=True,
    )
    return [line for line, _mark in lines]


def _tell(lines: list[Checkup], today: date, *, kind: str, title: str, text: str) -> None:
    """One notice for each union whose officers have to act: the union itself and the one above it."""
    by_office: dict[int, list[Checkup]] = defaultdict(list)
    for line in lines:
        for office in (line.organisation_id, line.organisation.parent_id):
            if office:
                by_office[office].append(line)
    officers = holders_by_union(MANAGE, list(by_office), on=today)
    unions = Organisation.objects.in_bulk([office for office in by_office if officers.get(office)])
    for office, union in unions.items():
        own = by_office[office]
        names = "、".join(line.organisation.name for line in own[:NAMED]) + ("…" if len(own) > NAMED else "")
        notify_all(
            officers[office],
            kind=kind,
            title=title,
            text=text,
            facts={"n": len(own), "names": names},
            url=URL,
            organisation=union,
            unique=f"{kind}:{union.pk}:{today}:{own[0].pk}",
        )
