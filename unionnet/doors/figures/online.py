# SPDX-License-Identifier: Apache-2.0
"""How much of what people bring comes in online (网上办理率, FG-03): read from the sums, by type, by the
unions below, or by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.posts import Reach
from unionnet.doors.figures.actions import sql
from unionnet.doors.figures.queries import counts_of
from unionnet.tools.casework.queries import all_kinds

JOINING = "joining"


class By(TextChoices):
    """What the lines of the table stand for."""

    TYPE = "type", gettext_lazy("事项类型")
    UNIT = "unit", gettext_lazy("受理的工会")
    MONTH = "month", gettext_lazy("月份")


@dataclass(frozen=True)
class Asked:
    """`first` and `last` are first days of months, both within; `kind` "" is all types."""

    union: Organisation
    first: date
    last: date
    by: By = By.TYPE
    kind: str = ""

    @property
    def marks(self) -> tuple[str, str]:
        return f"item:{self.first:%Y-%m}:", f"item:{self.last:%Y-%m}~"


@dataclass(frozen=True)
class Line:
    """So many of all came in online: of a type (`key`), of a month, or of a union with all below it."""

    label: str
    online: int = 0
    all: int = 0
    key: str = ""
    union: Organisation | None = None


@dataclass(frozen=True)
class Item:
    """What a mark says."""

    month: str
    kind: str
    is_online: bool
    n: int


def types() -> dict[str, str]:
    """Every type by its key, as it is called on pages. Confidential ones are not among them."""
    kinds = {kind.key: kind.label for kind in all_kinds() if not kind.is_sensitive}
    return {JOINING: _("入会申请"), **kinds}


def items_of(asked: Asked) -> list[Line]:
    """One question for the numbers, one more by unit; lines without any are left out."""
    whole = _items(counts_of(Reach((asked.union.path,)), asked.marks).by_mark.items(), asked.kind)
    if asked.by == By.MONTH:
        months = _added(whole, lambda item: item.month)
        return [Line(month, *months[month], key=month) for month in sorted(months, reverse=True)]
    if asked.by == By.TYPE:
        named, added = types(), _added(whole, lambda item: item.kind)
        lines = [Line(named.get(key, key), *added[key], key=key) for key in added]
        return sorted(lines, key=lambda line: (-line.all, line.key))
    below = _below(asked)
    online = sum(item.n for item in whole if item.is_online) - sum(line.online for line in below)
    rest = sum(item.n for item in whole) - sum(line.all for line in below)
    own = [Line(asked.union.name, online, rest, union=asked.union)] if rest else []
    return [*own, *below]


def total_of(lines: Iterable[Line]) -> Line:
    lines = list(lines)
    return Line(_("合计"), sum(line.online for line in lines), sum(line.all for line in lines))


def _below(asked: Asked) -> list[Line]:
    """The unions directly below that took anything in, in the order of the tree."""
    low, high = asked.marks
    found: dict[str, list[tuple[str, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            sql("parts"), {"parent": asked.union.pk, "path": asked.union.path, "low": low, "high": high}
        )
        for path, mark, n in cursor.fetchall():
            found.setdefault(path, []).append((mark, n))
    counts = {path: total_of(_as_lines(_items(marks, asked.kind))) for path, marks in found.items()}
    unions = Organisation.objects.filter(path__in=[path for path, line in counts.items() if line.all])
    return [
        Line(each.name, counts[each.path].online, counts[each.path].all, union=each)
        for each in unions.order_by("path")
    ]


def _items(marks: Iterable[tuple[str, int]], kind: str) -> list[Item]:
    items: list[Item] = []
    for mark, n in marks:
        _item, month, key, way = mark.split(":")
        if kind in ("", key):
            items.append(Item(month, key, way == "on", n))
    return items


def _as_lines(items: Iterable[Item]) -> Iterable[Line]:
    return (Line("", item.n if item.is_online else 0, item.n) for item in items)


def _added(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, tuple[int, int]]:
    """(online, all) by what `key` takes from an item."""
    added: dict[str, tuple[int, int]] = {}
    for item in items:
        online, every = added.get(key(item), (0, 0))
        added[key(item)] = (online + (item.n if item.is_online else 0), every + item.n)
    return added
