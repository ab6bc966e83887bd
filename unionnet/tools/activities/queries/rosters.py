# SPDX-License-Identifier: Apache-2.0
"""Who the lines of a list are, as far as the register knows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from unionnet.directory.people.models import MEMBER_STATES, Listing, Membership, Person
from unionnet.directory.people.posts import Reach
from unionnet.directory.people.queries import listed_within
from unionnet.tools.activities.models import Activity
from unionnet.tools.activities.rosters import Doubt, Line, read


@dataclass(frozen=True)
class Match:
    """A line, and the member it is; without one it is a name and a unit. `union` says where a member is."""

    line: Line
    person: Person | None = None
    union: str = ""


def matches(text: str, activity: Activity) -> list[Match]:
    """Two questions for the whole list. Members of one name are told apart by their unit, or doubted."""
    lines = read(text)
    known = _members(lines, activity)
    return [_match(line, known) for line in lines]


def _members(lines: Sequence[Line], activity: Activity) -> dict[str, list[Membership]]:
    """Members of the unions that give it, by name and by card number."""
    hosts = activity.hosts.filter(organisation__isnull=False).values_list("organisation__path", flat=True)
    within = Reach(tuple(hosts))
    names = {line.name for line in lines if line.name and not line.doubt}
    people = Listing.objects.filter(listed_within(within), name__in=names).values("person")
    rows = Membership.objects.filter(state__in=MEMBER_STATES).select_related("person", "organisation")
    found: dict[str, list[Membership]] = defaultdict(list)
    for row in rows.filter(within.q(), person__in=people).order_by("pk"):
        found[row.person.name].append(row)
    cards = {line.card for line in lines if line.card}
    for row in rows.filter(card_no__in=cards) if cards else ():
        found[str(row.card_no)] = [row]
    return found


def _match(line: Line, known: dict[str, list[Membership]]) -> Match:
    if line.doubt:
        return Match(line)
    if line.card:
        own = known.get(line.card, [])
        return _as(line, own[0]) if own else Match(replace(line, doubt=Doubt.NO_NAME))
    same = known.get(line.name, [])
    if line.unit:
        same = [row for row in same if line.unit in row.organisation.name] or (same if len(same) == 1 else [])
    if len(same) > 1:
        return Match(replace(line, doubt=Doubt.MANY))
    return _as(line, same[0]) if same else Match(line)


def _as(line: Line, row: Membership) -> Match:
    return Match(line, row.person, row.organisation.name)
