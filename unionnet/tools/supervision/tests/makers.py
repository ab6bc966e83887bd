# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.tools.supervision.actions import (
    Judgement,
    Progress,
    Share,
    Words,
    accept,
    assign,
    collect,
    hand_in,
    register,
    report,
    sign,
)
from unionnet.tools.supervision.models import Item, Part

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai
TODAY = date(2026, 3, 2)
DUE = date(2026, 3, 31)
TITLE = "建成职工服务一张网"
_forms = count(1)


@dataclass(frozen=True)
class Tree:
    """A province, a city and two counties below it, and an officer of each; `second` is at the province."""

    province: Organisation
    city: Organisation
    east: Organisation
    west: Organisation
    above: Person
    second: Person
    at_city: Person
    at_east: Person
    at_west: Person


def make_tree() -> Tree:
    province = make_union("四川省总工会", kind="provincial_federation", region_code="510000")
    city = make_union("宜宾市总工会", province, kind="city_federation", region_code="511500")
    east = make_union("江安县总工会", city, kind="county_federation", region_code="511523")
    west = make_union("长宁县总工会", city, kind="county_federation", region_code="511524")
    return Tree(
        province,
        city,
        east,
        west,
        make_officer(province, name="罗主任"),
        make_officer(province, name="何处长"),
        make_officer(city, name="周部长"),
        make_officer(east, name="冉主席"),
        make_officer(west, name="向主席"),
    )


def make_collected(tree: Tree, title: str = TITLE, **words: Any) -> Item:
    return collect(tree.province, Words(title, **words), by=tree.above, at=MONDAY)


def make_registered(tree: Tree, title: str = TITLE, *, due_on: date = DUE, **words: Any) -> Item:
    return register(make_collected(tree, title, **words), TODAY, due_on, by=tree.above, at=MONDAY)


def make_assigned(tree: Tree, *others: Organisation, **given: Any) -> Item:
    """The city leads; `others` take part."""
    item = make_registered(tree, **given)
    assign(item, Share(tree.city), [Share(each) for each in others], by=tree.above, at=MONDAY)
    return Item.objects.get(pk=item.pk)


def part_of(item: Item, union: Organisation) -> Part:
    return Part.objects.select_related("item", "organisation").get(item=item, organisation=union)


def progress(percent: int = 100, text: str = "已经上线", **given: Any) -> Progress:
    return Progress(percent, text, f"form-{next(_forms)}", **given)


def bring_in(part: Part, by: Person, *, at: datetime = MONDAY) -> Part:
    """Signed for, reported and handed in."""
    sign(part, by=by, at=at)
    report(part, progress(), by=by, at=at)
    return hand_in(part, by=by, at=at)


def bring_home(part: Part, by: Person, checker: Person, *, at: datetime = MONDAY) -> Part:
    """Accepted, too."""
    return accept(bring_in(part, by, at=at), Judgement(8, 6), by=checker, at=at)
