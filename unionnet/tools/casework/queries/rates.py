# SPDX-License-Identifier: Apache-2.0
"""The rates of a line of work (HL-08): counts of shares added up below a union, and what is overdue at the
moment. One question, right to the last commit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


# Paused ones are not overdue: their deadline moves when they go on. Each half is added up by itself: tens of
# thousands of counts and of deadlines become few lines before they meet.
COUNTED = """
    SELECT line, grade, sum(accepted)::int, sum(dispatched)::int, sum(signed_in_time)::int, sum(closed)::int,
        sum(closed_in_time)::int, sum(callbacks)::int, sum(satisfied)::int, sum(overdue)::int
    FROM (
        SELECT {line} AS line, {grade} AS grade, sum(accepted) AS accepted, sum(dispatched) AS dispatched,
            sum(signed_in_time) AS signed_in_time, sum(closed) AS closed,
            sum(closed_in_time) AS closed_in_time, sum(callbacks) AS callbacks,
            sum(satisfied) AS satisfied, 0 AS overdue
        FROM casework_tally each JOIN organisations_organisation o ON o.id = unit_id
        WHERE month BETWEEN {first} AND {last} AND {seen}
        GROUP BY 1, 2
        UNION ALL
        SELECT {line}, {grade}, 0, 0, 0, 0, 0, 0, 0, count(*)
        FROM (
            SELECT unit_id, kind_id, grade,
                date_trunc('month', sent_at AT TIME ZONE 'Asia/Shanghai')::date AS month
            FROM casework_dispatch
            WHERE state IN ({live}) AND due_at < %(now)s AND NOT is_paused
              AND sent_at >= {first}::timestamp AT TIME ZONE 'Asia/Shanghai'
              AND sent_at < ({last}::date + interval '1 month') AT TIME ZONE 'Asia/Shanghai'
        ) AS each JOIN organisations_organisation o ON o.id = unit_id
        WHERE {seen}
        GROUP BY 1, 2
    ) AS both_halves
    GROUP BY 1, 2 ORDER BY 1, 2
"""
SEEN = """
    o.path >= {path} AND o.path < {path} || '~'
    AND (kind_id = ANY({plain}) OR kind_id = ANY({sensitive}) AND o.path = ANY({desks}))
"""
NONE = sql.SQL("''")
LINES = {
    By.UNIT: (sql.SQL("left(o.path, {length})"), NONE),
    By.KIND: (sql.SQL("kind_id"), NONE),
    By.GRADE: (sql.SQL("kind_id"), sql.SQL("each.grade")),
    By.MONTH: (sql.SQL("month"), NONE),
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
    """A union, a kind, one of its grades, or a month."""

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
    kinds = [asked.kind] if asked.kind else all_kinds()
    told = {
        "path": asked.union.path,
        "length": len(asked.union.path) + SEGMENT,
        "first": asked.first,
        "last": asked.last,
        "plain": [kind.pk for kind in kinds if not kind.is_sensitive],
        "sensitive": [kind.pk for kind in kinds if kind.is_sensitive],
        "desks": offices_of(person, HANDLE),
    }
    with connection.cursor() as cursor:
        cursor.execute(_worded(asked.by, told), {"now": now})
        counted = [(of, grade, Counts(*numbers)) for of, grade, *numbers in cursor.fetchall()]
    return list(_named(asked, {kind.pk: kind for kind in kinds}, counted))


def _worded(by: By, told: Mapping[str, Any]) -> sql.Composed:
    """All but the moment is part of the statement. A plan for any paths and months at all, as PostgreSQL
    makes it for what is asked often, takes seconds over a whole city (decision 0072)."""
    words: dict[str, sql.Composable] = {name: sql.Literal(value) for name, value in told.items()}
    words["live"] = sql.SQL(", ").join(map(sql.Literal, LIVE))
    line, grade = (each.format(**words) for each in LINES[by])
    seen = sql.SQL(SEEN).format(**words)
    return sql.SQL(COUNTED).format(line=line, grade=grade, seen=seen, **words)


def whole_of(lines: list[Line]) -> Counts:
    return sum((line.counts for line in lines), Counts())


def _named(asked: Asked, kinds: dict[int, Kind], counted: list[tuple[Any, str, Counts]]) -> Iterator[Line]:
    """`counted`: a path, the id of a kind, or the first day of a month; a grade; its counts."""
    if asked.by == By.UNIT:
        paths = [path for path, _grade, _counts in counted]
        unions = {each.path: each for each in Organisation.objects.filter(path__in=paths)}
        for path, _grade, counts in counted:
            yield Line(unions[path].name, counts, unions[path])
        return
    for of, grade, counts in counted:
        if asked.by == By.MONTH:
            label = f"{of:%Y-%m}"
        else:
            label = f"{kinds[of].label} · {kinds[of].grade_label(grade)}" if grade else kinds[of].label
        yield Line(label, counts)
