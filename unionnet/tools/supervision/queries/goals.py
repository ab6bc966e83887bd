# SPDX-License-Identifier: Apache-2.0
"""The tree of goals with weighted progress, and live figures of items."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from unionnet.directory.organisations.measuring import all_measures
from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import Reach
from unionnet.tools.supervision.models import Goal, Indicator, Item
from unionnet.tools.supervision.queries.colours import NAMES, with_worst
from unionnet.tools.supervision.rules import MOST_GOALS, SEE

MOST_ITEMS = 5000


def goals_seen_by(person: Person) -> QuerySet[Goal]:
    """Those of unions within reach, and of the unions above: what is asked of all is no secret below."""
    reach = person.reach(SEE)
    rows = Goal.objects.filter(reach.q() | Q(organisation__path__in=_above(reach)))
    return rows.select_related("organisation", "parent")


def unions_with_goals(person: Person) -> QuerySet[Organisation]:
    """Whose tree the person may look at, the nearest first."""
    seen = goals_seen_by(person).order_by().values("organisation")
    return Organisation.objects.filter(pk__in=seen).order_by("-path")


@dataclass
class Node:
    """One goal: how far it is in whole per cent, None with nothing below to tell; how many items there are in
    it and below, how many of them are closed, and how many show each colour."""

    goal: Goal
    depth: int
    children: list[Node] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    percent: int | None = None
    count: int = 0
    closed: int = 0
    red: int = 0

    def work_out(self) -> None:
        """The weighted mean of the items here and of the goals below that have a value."""
        weights, points = 0, 0
        for item in self.items:
            weights, points = weights + item.weight, points + item.weight * _percent(item)
            self.count += 1
            self.closed += not item.is_open
            self.red += item.rank == NAMES.index("red")  # type: ignore[attr-defined]
        for child in self.children:
            child.work_out()
            self.count, self.closed = self.count + child.count, self.closed + child.closed
            self.red += child.red
            if child.percent is not None:
                weights, points = weights + child.goal.weight, points + child.goal.weight * child.percent
        self.percent = points // weights if weights else None


def tree_of(person: Person, organisation_id: int, today: date) -> list[Node]:
    """The tops of one union's tree, worked out; two questions whatever its size. Only items the person sees
    count."""
    goals = goals_seen_by(person).filter(organisation=organisation_id, closed_at=None)
    nodes: dict[int, Node] = {}
    tops: list[Node] = []
    for goal in goals.order_by("position", "id")[:MOST_GOALS]:
        nodes[goal.pk] = Node(goal, 0)
    rows = Item.objects.filter(goal__in=nodes).exclude(state__in=["dropped", "collected"])
    by_goal: dict[int | None, list[Item]] = defaultdict(list)
    for item in with_worst(rows, today).order_by("id")[:MOST_ITEMS]:
        by_goal[item.goal_id].append(item)
    for node in nodes.values():
        node.items = by_goal[node.goal.pk]
        above = nodes.get(node.goal.parent_id or 0)
        (above.children if above else tops).append(node)
    for node in tops:
        node.work_out()
    return tops


def flat(tops: list[Node], depth: int = 0) -> list[Node]:
    """From the top down, each with how deep it stands."""
    found = []
    for node in tops:
        node.depth = depth
        found += [node, *flat(node.children, depth + 1)]
    return found


@dataclass(frozen=True)
class Figure:
    """An indicator as it stands. `now` is None when nobody has told yet."""

    indicator: Indicator
    now: int | None
    is_live: bool
    definition: str

    @property
    def is_reached(self) -> bool:
        return self.now is not None and self.now >= self.indicator.target


def figures_of(item: Item, today: date) -> list[Figure]:
    """Counted at this moment where the registers know, from the first day of the item until today."""
    measures, found = all_measures(), []
    begins = item.starts_on or today
    for row in item.indicators.order_by("id"):
        known = measures.get(row.source)
        now = known.count(item.organisation, begins, max(begins, today)) if known else row.told
        found.append(Figure(row, now, known is not None, str(known.definition) if known else ""))
    return found


def goal_choices(organisation_id: int) -> QuerySet[Goal]:
    rows = Goal.objects.filter(organisation=organisation_id, closed_at=None)
    return rows.order_by("position", "id")


def _percent(item: Item) -> int:
    return 100 if not item.is_open else int(item.percent)  # type: ignore[attr-defined]


def _above(reach: Reach) -> list[str]:
    return [path[:end] for path in reach.paths for end in range(SEGMENT, len(path), SEGMENT)]
