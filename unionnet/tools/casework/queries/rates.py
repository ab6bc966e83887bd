# SPDX-License-Identifier: Apache-2.0
"""The rates of a line of work (HL-08): counts of shares added up below a union, and what is overdue at the
moment. One question, right to the last commit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from psycopg import sql

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.tools.casework.models import LIVE, Kind
from unionnet.tools.casework.queries.offices import all_kinds
from unionnet.tools.casework.rules import HANDLE


class By(TextChoices):
    """What the lines of a table of rates stand for."""

    UNIT = "unit", _("办理单位")
    KIND = "kind", _("办件类型")
    GRADE = "grade", _("难易类别")
    MONTH = "month", _("月份")


# Paused ones are not overdue: their deadline moves when they go on.
COUNTED = """
    SELECT {of}, sum(accepted)::int, sum(dispatched)::int, sum(signed_in_time)::int, sum(closed)::int,
        sum(closed_in_time)::int, sum(callbacks)::int, sum(satisfied)::int, sum(overdue)::int
    FROM (
        SELECT o.path, kind_id, grade, month, accepted, dispatched, signed_in_time, closed, closed_in_time,
            callbacks, satisfied, 0 AS overdue
        FROM casework_tally t JOIN organisations_organisation o ON o.id = t.unit_id
        WHERE o.path >= {path} AND o.path < {path} || '~' AND month BETWEEN %(first)s AND %(last)s
        UNION ALL
        SELECT o.path, d.kind_id, grade, date_trunc('month', sent_at AT TIME ZONE 'Asia/Shanghai')::date,
            0, 0, 0, 0, 0, 0, 0, 1
        FROM casework_dispatch d JOIN organisations_organisation o ON o.id = d.unit_id
        WHERE o.path >= {path} AND o.path < {path} || '~'
          AND state = ANY(%(live)s) AND due_at < %(now)s AND NOT is_paused
          AND sent_at >= %(first)s::timestamp AT TIME ZONE 'Asia/Shanghai'
          AND sent_at < (%(last)s::date + interval '1 month') AT TIME ZONE 'Asia/Shanghai'
    ) AS each
    WHERE each.kind_id = ANY(%(plain)s) OR each.kind_id = ANY(%(sensitive)s) AND each.path = ANY(%(desks)s)
    GROUP BY 1 ORDER BY 1
"""
OF = {
    By.UNIT: sql.SQL("left(each.path, %(length)s)"),
    By.KIND: sql.SQL("each.kind_id::text"),
    By.GRADE: sql.SQL("each.kind_id::text || ':' || each.grade"),
    By.MONTH: sql.SQL("to_char(each.month, 'YYYY-MM')"),
}


@dataclass(frozen=True)
class Counts:
    """How many shares; a case that three unions worked on is one in each of them. `due` is the denominator
    of 办结率: closed, or past their limit."""

    accepted: int = 0
    dispatched: int = 0
    signed_in_time: int = 0
    closed: int = 0
    closed_in_time: int = 0
    callbacks: int = 0
    satisfied: int = 0
    overdue: int = 0

    @property
    def due(self) -> int:
        return self.closed + self.overdue

    def __add__(self, other: Counts) -> Counts:
        names = [each.name for each in fields(self)]
        return Counts(*(getattr(self, name) + getattr(other, name) for name in names))


@dataclass(frozen=True)
class Line:
    """`of` is a path, the id of a kind, that and a grade, or a month; `union` stands for a path."""

    of: str
    label: str
    counts: Counts
    union: Organisation | None = None


@dataclass(frozen=True)
class Asked:
    """`first` and `last` are first days of months, both within; `kind` narrows to one."""

    union: Organisation
    first: date
    last: date
    by: By = By.UNIT
    kind: Kind | None = None


def rates_seen_by(person: Person, asked: Asked, now: datetime) -> list[Line]:
    """The lines that have anything in them. Sensitive kinds count for the person's own desks alone: what is
    told in confidence is not told in numbers either."""
    kinds = [asked.kind] if asked.kind else list(all_kinds())
    told: dict[str, Any] = {
        "length": len(asked.union.path) + SEGMENT,
        "first": asked.first,
        "last": asked.last,
        "live": list(LIVE),
        "now": now,
        "plain": [kind.pk for kind in kinds if not kind.is_sensitive],
        "sensitive": [kind.pk for kind in kinds if kind.is_sensitive],
        "desks": offices_of(person, HANDLE),
    }
    with connection.cursor() as cursor:
        # The path is part of the statement: a plan for any path at all takes seconds over a whole city.
        statement = sql.SQL(COUNTED).format(of=OF[asked.by], path=sql.Literal(asked.union.path))
        cursor.execute(statement, told)
        counted = {of: Counts(*numbers) for of, *numbers in cursor.fetchall()}
    return list(_named(asked, {kind.pk: kind for kind in kinds}, counted))


def whole_of(lines: list[Line]) -> Counts:
    return sum((line.counts for line in lines), Counts())


def _named(asked: Asked, kinds: dict[int, Kind], counted: dict[str, Counts]) -> Iterator[Line]:
    if asked.by == By.UNIT:
        unions = {each.path: each for each in Organisation.objects.filter(path__in=list(counted))}
        for path, counts in counted.items():
            yield Line(path, unions[path].name, counts, unions[path])
        return
    for of, counts in counted.items():
        kind, _colon, grade = of.partition(":")
        if asked.by == By.MONTH:
            label = of
        else:
            found = kinds[int(kind)]
            label = f"{found.label} · {found.grade_label(grade)}" if grade else found.label
        yield Line(of, label, counts)
