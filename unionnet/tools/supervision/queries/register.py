# SPDX-License-Identifier: Apache-2.0
"""The register with its filters, the board, the calendar, and the one page of the leader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, Count, Max, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from unionnet.directory.people.models import Person
from unionnet.tools.supervision.models import (
    Chase,
    Extension,
    Item,
    Milestone,
    Part,
    Report,
    Suspension,
)
from unionnet.tools.supervision.models.items import OPEN
from unionnet.tools.supervision.queries.colours import NAMES, RED, with_rank, with_worst
from unionnet.tools.supervision.queries.seeing import items_seen_by, parts_seen_by

MOST_CARDS = 60
MOST_LATE = 30
MOST_UNITS = 50
MOST_DAYS = 300
STILL = ("collected", "registered", "suspended", "closed")
SELDOM = ("suspended",)  # a column only while there is something in it
COLUMNS = ("collected", "registered", "assigned", "checking", "suspended", "closed")


def found_in(rows: QuerySet[Item], asked: Mapping[str, str], today: date) -> QuerySet[Item]:
    """`q` in title, number or unit; `state`, `source`, `colour`, `goal` (public id), `unit` by its name."""
    found: QuerySet[Any] = with_worst(rows, today).prefetch_related(
        Prefetch(
            "parts",
            Part.objects.filter(is_lead=True).select_related("organisation", "officer"),
            to_attr="leads",
        )
    )
    if words := asked.get("q", ""):
        has = Q(title__contains=words) | Q(whose__contains=words)
        found = found.filter(has | Q(number=int(words)) if words.isdecimal() and len(words) < 9 else has)
    if (state := asked.get("state", "")) in Item.State.values:
        found = found.filter(state=state)
    elif state == "open":
        found = found.filter(state__in=OPEN)
    if (source := asked.get("source", "")) in Item.Source.values:
        found = found.filter(source=source)
    if (colour := asked.get("colour", "")) in NAMES:
        found = found.filter(rank=NAMES.index(colour), state="assigned")
    if goal := asked.get("goal", ""):
        found = found.filter(Q(goal__public_id=goal) | Q(goal__parent__public_id=goal))
    if unit := asked.get("unit", ""):
        found = found.filter(pk__in=Part.objects.filter(organisation__name__contains=unit).values("item"))
    return found


@dataclass(frozen=True)
class Column:
    """One column of the board: how many there are, and the first of them."""

    key: str
    count: int
    items: list[Item]


def board_of(person: Person, asked: Mapping[str, str], today: date) -> list[Column]:
    """The counts of all columns, and the items of each, most pressing first; why one is suspended."""
    rows: QuerySet[Any] = found_in(items_seen_by(person), {**asked, "state": ""}, today)
    stops = Suspension.objects.filter(ended_at=None)
    rows = rows.prefetch_related(Prefetch("suspensions", stops, to_attr="stops"))
    leading = Part.objects.filter(is_lead=True, state__in=["handed_in", "accepted"]).values("item")
    counts = (
        items_seen_by(person)
        .filter(pk__in=rows.order_by().values("pk"))
        .aggregate(
            **{state: Count("pk", filter=Q(state=state)) for state in STILL},
            checking=Count("pk", filter=Q(state="assigned", pk__in=leading)),
            assigned=Count("pk", filter=Q(state="assigned") & ~Q(pk__in=leading)),
        )
    )
    found: dict[str, list[Item]] = defaultdict(list)
    for state in (*STILL, "assigned"):
        picked = rows.filter(state=state).order_by("-rank", Coalesce("due_on", today), "id")
        for item in picked[:MOST_CARDS]:
            leads: list[Part] = item.leads
            checking = state == "assigned" and leads and leads[0].state in ("handed_in", "accepted")
            found["checking" if checking else state].append(item)
    return [Column(key, counts[key], found[key]) for key in COLUMNS if counts[key] or key not in SELDOM]


@dataclass(frozen=True)
class UnitLine:
    """How one union stands: its parts, how many are done and late, how far on average."""

    name: str
    parts: int
    done: int
    late: int
    percent: int


@dataclass(frozen=True)
class Overview:
    """What is late, and whose. `colours` counts open parts; `sources` is (open, closed) by source."""

    items: int
    open: int
    closed: int
    colours: dict[str, int]
    late: list[Part]
    units: list[UnitLine]
    sources: list[tuple[str, int, int]] = field(default_factory=list)


def overview_of(person: Person, today: date) -> Overview:
    """Five questions over everything within reach. A part handed on counts under its own union."""
    items = items_seen_by(person).exclude(state="dropped").order_by()
    counts = items.aggregate(
        items=Count("pk"),
        open=Count("pk", filter=Q(state__in=OPEN)),
        closed=Count("pk", filter=Q(state__in=["closed", "archived"])),
    )
    parts: QuerySet[Any] = with_rank(parts_seen_by(person).filter(item__state="assigned"), today)
    found = dict(parts.order_by().values_list("rank").annotate(n=Count("pk")))
    late = parts.filter(rank=RED).order_by("due_on", "id")[:MOST_LATE]
    return Overview(
        **counts,
        colours={NAMES[rank]: n for rank, n in found.items()},
        late=list(late),
        units=_units(person, today),
        sources=_sources(items),
    )


def _units(person: Person, today: date) -> list[UnitLine]:
    parts = with_rank(parts_seen_by(person), today).order_by()
    rows = parts.values("organisation", "organisation__name").annotate(
        n=Count("pk"),
        done=Count("pk", filter=Q(state="accepted")),
        late=Count("pk", filter=Q(rank=RED, item__state="assigned")),
        mean=Avg("percent"),
    )
    worst = rows.order_by("-late", "mean", "organisation__name")[:MOST_UNITS]
    return [
        UnitLine(row["organisation__name"], row["n"], row["done"], row["late"], int(row["mean"]))
        for row in worst
    ]


def _sources(items: QuerySet[Item]) -> list[tuple[str, int, int]]:
    over = Q(state__in=["closed", "archived"])
    rows = items.values_list("source").annotate(
        open=Count("pk", filter=~over), closed=Count("pk", filter=over)
    )
    named = dict(Item.Source.choices)
    return [(str(named[source]), waiting, closed) for source, waiting, closed in rows.order_by("source")]


@dataclass(frozen=True)
class Due:
    """One line of the calendar: something is due on a day."""

    on: date
    title: str
    unit: str
    item: Item
    is_over: bool
    key: str
    stamp: Any


def due_between(person: Person, first: date, last: date) -> list[Due]:
    """Parts and milestones of assigned items, by day. Two questions, a bounded number of each."""
    parts = parts_seen_by(person).filter(item__state__in=["assigned", "closed"])
    rows = parts.filter(due_on__range=(first, last)).order_by("due_on", "id")[:MOST_DAYS]
    found = [
        Due(
            part.due_on,
            part.task or part.item.title,
            part.organisation.name,
            part.item,
            not part.is_with_unit,
            part.public_id,
            part.signed_at or part.item.collected_at,
        )
        for part in rows
    ]
    points = Milestone.objects.filter(part__in=parts.order_by(), due_on__range=(first, last))
    for point in points.select_related("part__item", "part__organisation").order_by("due_on")[:MOST_DAYS]:
        part = point.part
        found.append(
            Due(
                point.due_on,
                point.title,
                part.organisation.name,
                part.item,
                point.reached_at is not None,
                f"{part.public_id}-{point.pk}",
                point.reached_at or part.signed_at or part.item.collected_at,
            )
        )
    return sorted(found, key=lambda each: (each.on, each.key))


def month_of(day: date) -> tuple[date, date]:
    """The Mondays-to-Sundays that hold the month of a day."""
    first = day.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def reports_of(item: Item, person: Person, most: int = 50) -> list[Report]:
    seen = parts_seen_by(person).filter(item=item).order_by().values("pk")
    rows = Report.objects.filter(part__in=seen).select_related("by", "file", "part__organisation")
    return list(rows.order_by("-at", "-id")[:most])


def waiting_extensions(item: Item) -> dict[int, Extension]:
    """By part."""
    rows = Extension.objects.filter(part__item=item, decided_at=None).select_related("asked_by")
    return {row.part_id: row for row in rows}


def chases_of(item: Item, person: Person, most: int = 30) -> list[Chase]:
    seen = parts_seen_by(person).filter(item=item).order_by().values("pk")
    rows = Chase.objects.filter(part__in=seen).select_related("by", "part__organisation")
    return list(rows.order_by("-at", "-id")[:most])


def numbers_taken(organisation: int, year: int) -> int:
    """The highest number of that year."""
    rows = Item.objects.filter(organisation=organisation, year=year)
    return rows.aggregate(last=Max("number"))["last"] or 0
