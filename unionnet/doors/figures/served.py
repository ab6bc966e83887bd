# SPDX-License-Identifier: Apache-2.0
"""What unions did for people, as often as they did it (FG-01), and who follows them (FG-02): read from the
sums, however many millions stand behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.officers import COUNT
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import Reach
from unionnet.doors.figures.actions import sql
from unionnet.doors.figures.queries import counts_of
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.foundation.small_counts import steps
from unionnet.foundation.tongues import Tongues

SEE_MEMBERS = "people.see"
FOLLOWERS = ("follower", "real_name~")


class By(TextChoices):
    """What the lines of the table stand for."""

    UNIT = "unit", _("提供服务的工会")
    MONTH = "month", _("月份")


@dataclass(frozen=True)
class Asked:
    """`first` and `last` are first days of months, both within."""

    union: Organisation
    first: date
    last: date
    by: By = By.UNIT


@dataclass(frozen=True)
class Kind:
    """One kind of service, as the rulebook names it and says what of it counts."""

    key: str
    name: Tongues
    counts: Tongues


@dataclass(frozen=True)
class Line:
    """人次 by kind, of a month or of a union with all below it; `union` is None of a month."""

    label: str
    by_kind: Counter[str]
    union: Organisation | None = None

    @property
    def total(self) -> int:
        return self.by_kind.total()

    def in_steps(self, step: int) -> Line:
        return Line(self.label, Counter({key: steps(n, step) for key, n in self.by_kind.items()}), self.union)


@dataclass(frozen=True)
class Followers:
    """Each document once: members of the union and all below it, and at the top of the platform those
    real-name users who have not joined any (None elsewhere)."""

    members: int
    others: int | None = None

    @property
    def total(self) -> int:
        return self.members + (self.others or 0)


def definition(on: date) -> Ruling:
    return rule("FG-01.services", on=on)


def kinds_of(ruling: Ruling) -> list[Kind]:
    return [
        Kind(each["kind"], Tongues(each["name"], each["english"]), Tongues(each["counts"], each["counted"]))
        for each in ruling.value
    ]


def unions_counted_by(person: Person) -> QuerySet[Organisation]:
    """Those whose services the person may read, the topmost first."""
    return Organisation.objects.filter(person.reach(COUNT).q("path")).order_by("path")


def step_for(person: Person, union: Organisation, fewest: int) -> int:
    """Who may see the members reads exact numbers, everybody else in steps of so many (PI-20)."""
    return 1 if person.reach(SEE_MEMBERS).covers(union.path) else fewest


def services_of(asked: Asked) -> list[Line]:
    """Two questions by unit, one by month; lines without any service are left out."""
    marks = (f"times:{asked.first:%Y-%m}:", f"times:{asked.last:%Y-%m}~")
    whole = counts_of(Reach((asked.union.path,)), marks).by_mark
    if asked.by == By.MONTH:
        months: dict[str, Counter[str]] = {}
        for mark, n in whole.items():
            _times, month, kind = mark.split(":")
            months.setdefault(month, Counter())[kind] += n
        return [Line(month, by_kind) for month, by_kind in sorted(months.items(), reverse=True)]
    below = _below(asked.union, marks)
    own = _by_kind(whole.items())
    own.subtract(sum((line.by_kind for line in below), Counter()))
    return [*([Line(asked.union.name, +own, asked.union)] if any(own.values()) else []), *below]


def _below(union: Organisation, marks: tuple[str, str]) -> list[Line]:
    """The unions directly below that served anybody, in the order of the tree."""
    found: dict[str, list[tuple[str, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            sql("parts"), {"parent": union.pk, "path": union.path, "low": marks[0], "high": marks[1]}
        )
        for path, mark, n in cursor.fetchall():
            found.setdefault(path, []).append((mark, n))
    unions = Organisation.objects.filter(path__in=list(found)).order_by("path")
    return [Line(each.name, _by_kind(found[each.path]), each) for each in unions]


def _by_kind(marks: Iterable[tuple[str, int]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for mark, n in marks:
        counted[mark.rpartition(":")[2]] += n
    return counted


def times_of(union: Organisation, first: date, last: date) -> int:
    """All services of a union and those below it in these months: one question."""
    marks = (f"times:{first:%Y-%m}:", f"times:{last:%Y-%m}~")
    return counts_of(Reach((union.path,)), marks).by_mark.total()


def followers_of(union: Organisation) -> Followers:
    """One question, two more at the top."""
    members = counts_of(Reach((union.path,)), FOLLOWERS).by_mark["follower"]
    if union.parent_id is not None:
        return Followers(members)
    tops = list(Organisation.objects.filter(parent=None).order_by("path").values_list("path", flat=True))
    if tops[0] != union.path:
        return Followers(members)
    whole = counts_of(Reach(tuple(tops)), ("real_name", "real_name~")).by_mark
    return Followers(members, whole["real_name"] - whole["real_name:member"])
