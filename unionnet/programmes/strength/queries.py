# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from unionnet.directory.organisations.models import SEGMENT
from unionnet.directory.organisations.officers import SEE
from unionnet.directory.people.models import Person
from unionnet.programmes.strength.models import Check, Dimension, Item, Round, Score


def rounds_seen_by(person: Person) -> QuerySet[Round]:
    """Those of unions within reach, and of the unions above."""
    reach = person.reach(SEE)
    above = {path[:end] for path in reach.paths for end in range(SEGMENT, len(path), SEGMENT)}
    rows = Round.objects.filter(reach.q() | Q(organisation__path__in=above))
    return rows.select_related("organisation").order_by("-due_on", "-id")


def checks_seen_by(person: Person) -> QuerySet[Check]:
    """The sheets of townships within reach: nobody reads their neighbour's evidence."""
    return Check.objects.filter(person.reach(SEE).q()).select_related("organisation", "round__organisation")


@dataclass(frozen=True)
class Line:
    """One item of a sheet with what was said of it."""

    item: Item
    score: Score | None


def lines_of(check: Check) -> list[Line]:
    """Two questions."""
    scores = {score.item_id: score for score in check.scores.select_related("file")}
    return [Line(item, scores.get(item.pk)) for item in check.round.items.order_by("number")]


def evidence_of(check: Check) -> QuerySet[Score]:
    """The scores that have a file."""
    return check.scores.filter(file__isnull=False).select_related("file")


@dataclass(frozen=True)
class Standing:
    """One township in the ranking. `rank` is none until it is checked; equal points share a rank."""

    check: Check
    rank: int | None
    own: int
    given: int
    by_dimension: list[tuple[str, int]]


@dataclass(frozen=True)
class Ranking:
    standings: list[Standing]
    most: int
    dimensions: list[tuple[str, int]]


def ranking_of(round: Round, person: Person) -> Ranking:
    """The best first. Whoever leads the round sees every township, everybody once it is published; until
    then a township sees itself. The rank is among all that are checked. Three questions."""
    items = round.items.order_by().values_list("dimension").annotate(n=Sum("points"))
    most: dict[str, int] = dict(items)
    points = _points(round)
    checks = list(round.checks.select_related("organisation"))
    totals = [sum(points[check.pk][1].values()) for check in checks if check.checked_at]
    reach = person.reach(SEE)
    sees_all = round.published_at is not None or reach.covers(round.organisation.path)
    standings = [
        _standing(check, points[check.pk], totals)
        for check in checks
        if sees_all or reach.covers(check.organisation.path)
    ]
    standings.sort(key=lambda each: (each.rank or len(checks) + 1, each.check.organisation.path))
    dimensions = [(str(each.label), most.get(each.value, 0)) for each in Dimension]
    return Ranking(standings, sum(most.values()), dimensions)


Points = tuple[Counter[str], Counter[str]]


def _points(round: Round) -> dict[int, Points]:
    """(own, given) of each sheet, by dimension."""
    found: dict[int, Points] = defaultdict(lambda: (Counter(), Counter()))
    rows = Score.objects.filter(check_of__round=round).values_list("check_of", "item__dimension")
    for check, dimension, own, given in rows.annotate(own_sum=Sum("own"), given_sum=Sum("given", default=0)):
        found[check][0][dimension] = own
        found[check][1][dimension] = given
    return found


def _standing(check: Check, points: Points, totals: list[int]) -> Standing:
    own, given = (sum(part.values()) for part in points)
    rank = 1 + sum(total > given for total in totals) if check.checked_at else None
    return Standing(check, rank, own, given, [(str(each.label), points[1][each.value]) for each in Dimension])
